import { badInput, type CaseError, err, isUuid, ok, type Result, type Viewer } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';
import { Action, permit } from '../identity';
import { type Keyring, open } from '../privacy';
import { type Clock } from '../time';
import { PICTURE_TYPES } from './detect-mime-type';
import { type MediaStore } from './media-store';
import { PictureProblem } from './picture-problem';

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

/** An upload that waits to be attached; its bytes are null while (or because) they never arrived. */
interface WaitingUpload {
  readonly bytes: Buffer | null;
  /** Why they could not become a picture, if that was found out: then they are gone. */
  readonly refusal: PictureProblem | null;
}

/** The principal's own upload; null for one that is not theirs or was attached already. */
export async function openUpload(
  deps: UploadDeps,
  viewer: Viewer,
  uploadId: string,
): Promise<WaitingUpload | null> {
  const ticket = await findOwn(deps, viewer, uploadId);
  if (ticket === null || ticket.attachedAt !== null) return null;
  const refusal = Object.values(PictureProblem).find((problem) => problem === ticket.refusal) ?? null;
  const isThere = ticket.storedAt !== null && refusal === null;
  const sealed = isThere ? await deps.media.get(uploadKey(uploadId)) : null;
  return { bytes: sealed && open(keyFor(deps, ticket), sealed, contextOf(uploadId)), refusal };
}

/** Keeps why an upload is no picture, and its bytes no longer: asked again, nothing is decoded again. */
export async function refuseUpload(
  deps: Pick<UploadDeps, 'prisma' | 'media'>,
  uploadId: string,
  refusal: PictureProblem,
): Promise<void> {
  await deps.prisma.upload.updateMany({ where: { id: uploadId }, data: { refusal } });
  await deps.media.delete(uploadKey(uploadId));
}

/** Where an upload's sealed bytes lie until they are attached. */
export function uploadKey(uploadId: string): string {
  return `uploads/${uploadId}`;
}

type Ticket = NonNullable<Awaited<ReturnType<typeof findOwn>>>;

/** The principal's own ticket; null for any other id. */
export async function findOwn(deps: UploadDeps, viewer: Viewer, id: string) {
  if (!isUuid(id)) return null;
  return deps.prisma.upload.findFirst({ where: { id, principalId: viewer.id } });
}

/** What an upload's bytes are sealed with, `contextOf` it. */
export function keyFor(deps: UploadDeps, ticket: Ticket): Buffer {
  return deps.keyring.unwrap(Buffer.from(ticket.dataKey));
}

/** What a seal on an upload is bound to. */
export function contextOf(uploadId: string): string {
  return `upload/${uploadId}`;
}
