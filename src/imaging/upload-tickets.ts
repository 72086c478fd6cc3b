import { badInput, type CaseError, err, isUuid, ok, type Result, type Viewer } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';
import { Action, permit } from '../identity';
import { type Keyring, open, seal } from '../privacy';
import { type Clock } from '../time';
import { detectMimeType, PICTURE_TYPES } from './detect-mime-type';
import { type MediaStore } from './media-store';

export const UploadPurpose = { IMAGE: 'IMAGE', AUDIO: 'AUDIO' } as const;
export type UploadPurpose = (typeof UploadPurpose)[keyof typeof UploadPurpose];

export interface UploadDeps {
  readonly prisma: PrismaClient;
  readonly keyring: Keyring;
  readonly media: MediaStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly publicUrl: string;
  readonly ticketTtlMs: number;
  readonly maxImageBytes: number;
}

interface UploadRequest {
  readonly purpose: UploadPurpose;
  readonly mimeType: string;
  readonly byteLength: number;
}

interface UploadTicket {
  readonly id: string;
  readonly url: string;
  readonly method: 'PUT';
  readonly maxBytes: number;
  readonly expiresAt: Date;
}

/** A one-time address to put bytes to. Errors: FORBIDDEN, BAD_USER_INPUT (`purpose`, `mimeType`, `byteLength`). */
export async function requestUpload(
  deps: UploadDeps,
  viewer: Viewer,
  request: UploadRequest,
): Promise<Result<UploadTicket, CaseError>> {
  const allowed = permit(viewer, Action.REQUEST_UPLOAD);
  if (!allowed.ok) return allowed;
  if (request.purpose !== UploadPurpose.IMAGE)
    return err(badInput('purpose', 'Recordings are not taken yet.'));
  if (!PICTURE_TYPES.has(request.mimeType)) {
    return err(badInput('mimeType', `One of ${[...PICTURE_TYPES].join(', ')}.`));
  }
  if (request.byteLength < 1 || request.byteLength > deps.maxImageBytes) {
    return err(badInput('byteLength', `Between 1 and ${deps.maxImageBytes} bytes.`));
  }
  const createdAt = deps.clock.now();
  const id = deps.newId();
  const expiresAt = new Date(createdAt.getTime() + deps.ticketTtlMs);
  const dataKey = new Uint8Array(deps.keyring.newDataKey().wrapped);
  await deps.prisma.upload.create({
    data: { id, principalId: viewer.id, ...request, dataKey, createdAt, expiresAt },
  });
  return ok({
    id,
    url: `${deps.publicUrl}/uploads/${id}`,
    method: 'PUT',
    maxBytes: request.byteLength,
    expiresAt,
  });
}

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

/** Takes the bytes of a ticket, once, and keeps them sealed under a key of their own until they are attached. */
export async function receiveUpload(
  deps: UploadDeps,
  upload: {
    readonly viewer: Viewer;
    readonly uploadId: string;
    readonly read: (maxBytes: number) => Promise<Buffer | null>;
  },
): Promise<UploadOutcome> {
  const ticket = await findOwn(deps, upload.viewer, upload.uploadId);
  if (ticket === null) return UploadOutcome.NOT_YOURS;
  if (ticket.storedAt !== null || ticket.expiresAt <= deps.clock.now()) return UploadOutcome.GONE;
  const bytes = await upload.read(ticket.byteLength);
  if (bytes === null) return UploadOutcome.TOO_LARGE;
  if (detectMimeType(bytes) !== ticket.mimeType) return UploadOutcome.WRONG_TYPE;
  await deps.media.put(uploadKey(ticket.id), seal(keyFor(deps, ticket), bytes, contextOf(ticket.id)));
  const { count } = await deps.prisma.upload.updateMany({
    where: { id: ticket.id, storedAt: null },
    data: { storedAt: deps.clock.now() },
  });
  return count === 1 ? UploadOutcome.STORED : UploadOutcome.GONE;
}

/** An upload that waits to be attached; its bytes are null while (or because) they never arrived. */
interface WaitingUpload {
  readonly bytes: Buffer | null;
}

/** The principal's own upload; null for one that is not theirs or was attached already. */
export async function openUpload(
  deps: UploadDeps,
  viewer: Viewer,
  uploadId: string,
): Promise<WaitingUpload | null> {
  const ticket = await findOwn(deps, viewer, uploadId);
  if (ticket === null || ticket.attachedAt !== null) return null;
  const sealed = ticket.storedAt === null ? null : await deps.media.get(uploadKey(uploadId));
  return { bytes: sealed && open(keyFor(deps, ticket), sealed, contextOf(uploadId)) };
}

/** Where an upload's sealed bytes lie until they are attached. */
export function uploadKey(uploadId: string): string {
  return `uploads/${uploadId}`;
}

type Ticket = NonNullable<Awaited<ReturnType<typeof findOwn>>>;

async function findOwn(deps: UploadDeps, viewer: Viewer, id: string) {
  if (!isUuid(id)) return null;
  return deps.prisma.upload.findFirst({ where: { id, principalId: viewer.id } });
}

function keyFor(deps: UploadDeps, ticket: Ticket): Buffer {
  return deps.keyring.unwrap(Buffer.from(ticket.dataKey));
}

function contextOf(uploadId: string): string {
  return `upload/${uploadId}`;
}
