import { type Prisma, type PrismaClient } from '../../generated/prisma/client';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long what was sealed stays, in days. */
export interface OriginalsRetention {
  /** After the last change of a closed case. */
  readonly originalDays: number;
  /** After a case was opened, closed or not. */
  readonly originalDaysOpen: number;
}

/**
 * Forgets what patients really said, and how to call them back, when its time is over. The redacted transcript, the
 * findings and the trail stay: originals are no part of the trail's chain, which stays provable. Returns how many
 * utterances and call-back references were forgotten.
 */
export async function forgetOriginals(
  prisma: PrismaClient,
  { originalDays, originalDaysOpen }: OriginalsRetention,
  now: Date,
): Promise<number> {
  const isOver: Prisma.TriageCaseWhereInput = {
    OR: [
      { status: 'CLOSED', updatedAt: { lt: daysBefore(now, originalDays) } },
      { openedAt: { lt: daysBefore(now, originalDaysOpen) } },
    ],
  };
  const [utterances, references] = await prisma.$transaction([
    prisma.utterance.updateMany({
      where: { original: { not: null }, triageCase: isOver },
      data: { original: null },
    }),
    prisma.triageCase.updateMany({
      where: { AND: [isOver, { callbackReference: { not: null } }] },
      data: { callbackReference: null },
    }),
  ]);
  return utterances.count + references.count;
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);
