import { parse } from 'yaml';
import { z } from 'zod';
import { isAtLeast, type RedFlag, Urgency } from '../../../src/domain';
import { readForm } from '../../read-form';
import { type House } from './house';
import { interview, Otherwise } from './interview';

const vignetteSchema = z.strictObject({
  id: z.string(),
  language: z.string(),
  /** What the patient, or who speaks for them, says when asked what is wrong. */
  say: z.string(),
  /** What the house must reach at least; for `plain` it must stay below SOON. */
  expect: z.enum(Urgency),
  kind: z.string(),
  ageYears: z.number().nullable().default(null),
  endemic: z.array(z.string()).default([]),
  /** Answers that are pressed, by prompt; every other question is answered with no. */
  answers: z.record(z.string(), z.string()).default({}),
});
export type Vignette = z.infer<typeof vignetteSchema>;

export interface VignetteOutcome {
  readonly vignette: Vignette;
  readonly urgency: Urgency | null;
  readonly fired: readonly RedFlag[];
  readonly failure: string | null;
  /** Reached what was expected; a plain one: stayed below SOON. */
  readonly isRight: boolean;
}

/** Complaints that may wait, of which few may be called SOON. */
export const PLAIN = 'plain';

/** Stories with the urgency that is right for them. Throws on a file of another form. */
export function readVignettes(file: string): Vignette[] {
  return readForm(file, z.array(vignetteSchema), parse);
}

/** Holds a whole interview about each story. */
export async function runVignettes(house: House, vignettes: readonly Vignette[]): Promise<VignetteOutcome[]> {
  const outcomes: VignetteOutcome[] = [];
  for (const vignette of vignettes) {
    const { language, say: complaint, ageYears, endemic } = vignette;
    const answers = { WHO: 'WHO_ME', ...vignette.answers };
    try {
      const visit = { language, complaint, ageYears, endemic, answers, otherwise: Otherwise.NO };
      const { urgency, fired } = await interview(house, visit);
      outcomes.push({ vignette, urgency, fired, failure: null, isRight: isRight(vignette, urgency) });
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'unknown';
      outcomes.push({ vignette, urgency: null, fired: [], failure, isRight: false });
    }
  }
  return outcomes;
}

function isRight({ kind, expect }: Vignette, urgency: Urgency | null): boolean {
  if (kind === PLAIN) return !isAtLeast(urgency, Urgency.SOON);
  return isAtLeast(urgency, Urgency.SOON) ? isAtLeast(urgency, expect) : !isAtLeast(expect, Urgency.SOON);
}
