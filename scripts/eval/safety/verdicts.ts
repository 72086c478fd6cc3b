import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { isAtLeast, Urgency } from '../../../src/domain';
import { type DermaOutcome } from './dermavqa';

const verdictSchema = z.strictObject({
  id: z.string(),
  language: z.string(),
  /** right: a danger that was told. defensible: told, but long ago or mild. false_alarm: not what was said. */
  verdict: z.enum(['right', 'defensible', 'false_alarm']),
  why: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** What people said of escalations that they read. */
export interface Verdicts {
  readonly find: (one: { readonly id: string; readonly language: string }) => Verdict | undefined;
}

/** What somebody who read an escalation made of it. Throws on a file of another form. */
export async function readVerdicts(file: string): Promise<Verdicts> {
  const all = z.array(verdictSchema).parse(parse(await readFile(file, 'utf8')));
  const byKey = new Map(all.map((verdict) => [`${verdict.id} ${verdict.language}`, verdict]));
  return { find: ({ id, language }) => byKey.get(`${id} ${language}`) };
}

/**
 * Escalations at URGENT or above, drawn by a digest of their id: the same for the same outcomes, and where outcomes change,
 * what is still escalated keeps its place, so that verdicts stay useful.
 */
export function sampleEscalations(outcomes: readonly DermaOutcome[], count: number): DermaOutcome[] {
  return outcomes
    .filter(({ urgency }) => isAtLeast(urgency, Urgency.URGENT))
    .map((one) => ({ one, place: placeOf(one) }))
    .sort((a, b) => a.place.localeCompare(b.place))
    .slice(0, count)
    .map(({ one }) => one)
    .sort((a, b) => a.language.localeCompare(b.language) || a.id.localeCompare(b.id));
}

function placeOf({ id, language }: DermaOutcome): string {
  return createHash('sha256').update(`sample:${id}:${language}`).digest('hex');
}
