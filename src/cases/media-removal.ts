import { type TriageCase, CaseStatus, ConsentKind, hasConsent } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';
import { mediaFolderOf } from './media-key';
import { type Transaction } from './store/transact';

/**
 * Pictures that nobody may keep any longer. `promise` enqueues their removal in the transaction that made them so,
 * which a crash cannot undo; `now` removes them at once, and failing there is no harm because of the promise.
 */
export interface MediaRemoval {
  promise(tx: Transaction, caseId: string): Promise<void>;
  now(caseId: string): Promise<void>;
}

/** Whether a change took away what allowed the case's pictures, or the pictures themselves. */
export function losesItsMedia(before: TriageCase, after: TriageCase): boolean {
  const wasErased = after.status === CaseStatus.ERASED && before.status !== CaseStatus.ERASED;
  const isWithdrawn =
    hasConsent(before, ConsentKind.IMAGE_CAPTURE) && !hasConsent(after, ConsentKind.IMAGE_CAPTURE);
  return wasErased || isWithdrawn || picturesOf(after) < picturesOf(before);
}

function picturesOf({ images }: TriageCase): number {
  return images.filter(({ mediaKey }) => mediaKey !== null).length;
}

interface CaseMediaDeps {
  readonly prisma: PrismaClient;
  readonly media: {
    list(folder: string): Promise<readonly string[]>;
    delete(key: string): Promise<void>;
  };
}

/**
 * Deletes whatever lies in the case's media folder and belongs to none of its pictures: also bytes that a process wrote
 * before it died, which no row has ever named. The case is locked meanwhile, so that a picture which is just being
 * attached, under a consent given anew, is not taken for such bytes.
 */
export async function clearCaseMedia({ prisma, media }: CaseMediaDeps, caseId: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM triage_case WHERE id = ${caseId}::uuid FOR UPDATE`;
    const held = await tx.caseImage.findMany({
      where: { caseId, mediaKey: { not: null } },
      select: { mediaKey: true },
    });
    const heldKeys = new Set(held.map(({ mediaKey }) => mediaKey));
    for (const key of await media.list(mediaFolderOf(caseId))) {
      if (!heldKeys.has(key)) await media.delete(key);
    }
  });
}
