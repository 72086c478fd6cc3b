import { type Viewer } from '../domain';
import { seal } from '../privacy';
import { typeProblemOf } from './inspect-picture';
import { explainPictureProblem, PictureProblem } from './picture-problem';
import { recogniseForeign } from './recognise-foreign';
import { contextOf, findOwn, keyFor, type UploadDeps, uploadKey } from './upload-tickets';

/** What became of the bytes that were PUT to an upload's address. */
export const UploadOutcome = {
  STORED: 'STORED',
  /** More bytes than were announced. */
  TOO_LARGE: 'TOO_LARGE',
  /** The bytes are not of the announced type. */
  WRONG_TYPE: 'WRONG_TYPE',
  /** The address was used before, or has expired. */
  GONE: 'GONE',
  /** Another principal's upload, or none at all: which of the two is not disclosed. */
  NOT_YOURS: 'NOT_YOURS',
} as const;
export type UploadOutcome = (typeof UploadOutcome)[keyof typeof UploadOutcome];

/** `problem`: what is wrong with the bytes, where it is they. */
export interface UploadAnswer {
  readonly outcome: UploadOutcome;
  readonly problem?: { readonly reason: PictureProblem; readonly message: string };
}

/**
 * Takes the bytes of a ticket, once, and keeps them sealed under a key of their own until they are attached. What is refused
 * is kept nowhere, and the address may be tried again. `contentType`: as the request says, null where it says nothing.
 */
export async function receiveUpload(
  deps: UploadDeps,
  upload: {
    readonly viewer: Viewer;
    readonly uploadId: string;
    readonly contentType: string | null;
    readonly read: (maxBytes: number) => Promise<Buffer | null>;
  },
): Promise<UploadAnswer> {
  const ticket = await findOwn(deps, upload.viewer, upload.uploadId);
  if (ticket === null) return { outcome: UploadOutcome.NOT_YOURS };
  if (ticket.storedAt !== null || ticket.expiresAt <= deps.clock.now())
    return { outcome: UploadOutcome.GONE };
  if (contradicts(upload.contentType, ticket.mimeType)) {
    return refusal(UploadOutcome.WRONG_TYPE, PictureProblem.TYPE_MISMATCH);
  }
  const bytes = await upload.read(ticket.byteLength);
  if (bytes === null) return refusal(UploadOutcome.TOO_LARGE, PictureProblem.TOO_LARGE);
  const problem = typeProblemOf(bytes, ticket.mimeType);
  if (problem !== null) return refusal(UploadOutcome.WRONG_TYPE, problem, recogniseForeign(bytes));
  await deps.media.put(uploadKey(ticket.id), seal(keyFor(deps, ticket), bytes, contextOf(ticket.id)));
  const { count } = await deps.prisma.upload.updateMany({
    where: { id: ticket.id, storedAt: null },
    data: { storedAt: deps.clock.now() },
  });
  return { outcome: count === 1 ? UploadOutcome.STORED : UploadOutcome.GONE };
}

/** What programs send when nobody told them a type. */
const SAYS_NOTHING: ReadonlySet<string | null> = new Set([
  null,
  'application/octet-stream',
  'application/x-www-form-urlencoded',
]);

function contradicts(contentType: string | null, announcedType: string): boolean {
  return !SAYS_NOTHING.has(contentType) && contentType !== announcedType;
}

function refusal(
  outcome: UploadOutcome,
  reason: PictureProblem,
  formatName: string | null = null,
): UploadAnswer {
  return { outcome, problem: { reason, message: explainPictureProblem(reason, formatName) } };
}
