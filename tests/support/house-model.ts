import { setTimeout as delay } from 'node:timers/promises';
import { Limitation, Urgency } from '../../src/domain';
import { type Environment } from '../../src/config';
import { type PrismaClient } from '../../src/generated/prisma/client';

/** As provenance names the loopback server's model. */
export const LOOPBACK_MODEL = 'google/medgemma-1.5-4b-it';

/** Settings of a server whose language model answers at `url`, and which loses patience soon enough for a test. */
export function modelSettings(url: string, over: Environment = {}): Environment {
  return {
    MEDGEMMA_BASE_URL: `${url}/v1`,
    MEDGEMMA_MODEL_ID: LOOPBACK_MODEL,
    MEDGEMMA_API_KEY: 'loopback-key',
    MEDGEMMA_TIMEOUT_MS: '2000',
    MEDGEMMA_CONCURRENCY: '8',
    MEDGEMMA_GIVE_UP_MS: '60000',
    ...over,
  };
}

/** The urgencies that rules give; SELF_CARE is nobody's rule. */
export const RULED_URGENCIES = [Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON, Urgency.ROUTINE] as const;
export type RuledUrgency = (typeof RULED_URGENCIES)[number];

/** For each urgency a submission that the rules alone give it, whatever else is known of the case. */
export const SUBMISSION_BY_RULES: Readonly<Record<RuledUrgency, Readonly<Record<string, unknown>>>> = {
  EMERGENCY: ruled('An itchy rash that came on quickly.', ['severe_breathlessness', 'hives_or_rash_sudden']),
  URGENT: ruled('My leg is red.', ['hot_swollen_limb']),
  SOON: ruled('A pale patch on my arm.', ['pale_or_red_patch_numb']),
  ROUTINE: ruled('A rash that itches.', ['itch_at_night', 'household_itch']),
};

function ruled(narrative: string, present: readonly string[]) {
  return { narrative, findings: { bodySites: ['ARM'], duration: 'ONE_TO_FOUR_WEEKS', present } };
}

/** Waits for a state of the world, however slow the machine is; jest's own limit ends it. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}

/** Every assessment of a case so far, the oldest first, as it is stored. */
export function revisionsOf(prisma: PrismaClient, caseId: string) {
  return prisma.assessment.findMany({ where: { caseId }, orderBy: { revision: 'asc' } });
}

export type Revision = Awaited<ReturnType<typeof revisionsOf>>[number];

/** Its assessments once the language model's word is no longer awaited. */
export async function settledRevisionsOf(prisma: PrismaClient, caseId: string): Promise<Revision[]> {
  let revisions: Revision[] = [];
  await eventually(async () => {
    revisions = await revisionsOf(prisma, caseId);
    const latest = revisions.at(-1);
    return latest !== undefined && !latest.limitations.includes(Limitation.MEDGEMMA_PENDING);
  });
  return revisions;
}

/** The jobs that ask the language model and have not ended: waiting, running, or to be tried again. */
export async function openQuestions(prisma: PrismaClient): Promise<number> {
  const [row] = await prisma.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM pgboss.job WHERE name = 'ask-model' AND state < 'completed'`;
  return row?.open ?? 0;
}
