import { type PrismaClient } from '../generated/prisma/client';
import { caseOfMediaKey } from './media-key';
import { type CaseRepository } from './store/case.repository';

interface OpenMediaDeps {
  readonly prisma: PrismaClient;
  readonly cases: CaseRepository;
  readonly media: { get(key: string): Promise<Buffer | null> };
  readonly verifyAddress: (address: MediaAddress) => boolean;
}

interface MediaAddress {
  /** The media key: what follows `/media/`. */
  readonly path: string;
  readonly expires: string;
  readonly signature: string;
}

/**
 * The picture behind a signed address. Null, whatever the reason: a wrong or expired signature, a picture whose consent
 * was withdrawn, an erased case.
 */
export async function openMedia(
  deps: OpenMediaDeps,
  address: MediaAddress,
): Promise<{ readonly bytes: Uint8Array; readonly mimeType: string } | null> {
  const caseId = caseOfMediaKey(address.path);
  if (caseId === null || !deps.verifyAddress(address)) return null;
  const isHeld = await deps.prisma.caseImage.count({ where: { caseId, mediaKey: address.path } });
  const found = isHeld === 0 ? null : await deps.cases.find(caseId);
  const sealed = await deps.media.get(address.path);
  if (found?.vault == null || sealed === null) return null;
  return { bytes: found.vault.openBytes(sealed, address.path), mimeType: 'image/jpeg' };
}
