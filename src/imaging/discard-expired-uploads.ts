import { type UploadDeps, uploadKey } from './upload-tickets';

const BATCH_SIZE = 500;
/** An upload that was stored may be attached for this long after its address has expired. */
const ATTACH_WITHIN_MS = 24 * 60 * 60 * 1000;

/** Deletes uploads that nobody attached in time, bytes first, and the tickets of those that were. Returns how many. */
export async function discardExpiredUploads(
  deps: Pick<UploadDeps, 'prisma' | 'media' | 'clock'>,
): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - ATTACH_WITHIN_MS);
  const expired = await deps.prisma.upload.findMany({
    where: { expiresAt: { lt: before } },
    select: { id: true },
    take: BATCH_SIZE,
  });
  for (const { id } of expired) await deps.media.delete(uploadKey(id));
  const { count } = await deps.prisma.upload.deleteMany({
    where: { id: { in: expired.map(({ id }) => id) } },
  });
  return count;
}
