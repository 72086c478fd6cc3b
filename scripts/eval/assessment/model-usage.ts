import { ModelCallOutcome } from '../../../src/assessment/model/model-call-outcome';
import { type Figure } from '../bootstrap';
import { wilson } from '../wilson';
import { type CaseOutcome, type ModelAnswer } from './outcome';

/** What became of the questions, and what they cost in time and tokens. */
export interface ModelUsage {
  readonly asked: number;
  /** Each fate that occurred. */
  readonly fates: readonly FateShare[];
  /** Of the answers that came: how many needed a second question to get their form right. */
  readonly repaired: Figure | null;
  /** Of the accepted ones: how many named something that the condition table does not hold. */
  readonly withUnverified: Figure | null;
  /** Of the answers that came, whatever the guard made of them. */
  readonly latencyMs: Quantiles | null;
  readonly inputTokens: Quantiles | null;
  readonly outputTokens: Quantiles | null;
}

export interface FateShare {
  readonly fate: ModelCallOutcome;
  readonly share: Figure | null;
  /** Stable codes and how many cases had each, most frequent first. */
  readonly reasons: readonly (readonly [reason: string, cases: number])[];
}

/** By nearest rank: values that occurred. */
export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
}

/** The model answered; what was made of it is another matter. */
const CAME: ReadonlySet<ModelCallOutcome> = new Set([
  ModelCallOutcome.ACCEPTED,
  ModelCallOutcome.REFUSED_BY_GUARD,
  ModelCallOutcome.UNPARSEABLE,
]);

/** Whether the model answered at all: what failed on the way may be asked again. */
export function hasCome({ fate }: Pick<ModelAnswer, 'fate'>): boolean {
  return CAME.has(fate);
}

/** Null where no model was asked. */
export function usageOf(cases: readonly CaseOutcome[]): ModelUsage | null {
  const answers = cases.flatMap(({ model }) => model ?? []);
  if (answers.length === 0) return null;
  const came = answers.filter(hasCome);
  const accepted = answers.filter(({ view }) => view !== null);
  const unverified = accepted.filter(({ unverifiedConditions }) => unverifiedConditions > 0);
  return {
    asked: answers.length,
    fates: Object.values(ModelCallOutcome).flatMap((fate) => fateShare(fate, answers)),
    repaired: wilson(came.filter(({ isRepaired }) => isRepaired).length, came.length),
    withUnverified: wilson(unverified.length, accepted.length),
    latencyMs: quantilesOf(came.map(({ latencyMs }) => latencyMs)),
    inputTokens: quantilesOf(came.flatMap(({ inputTokens }) => inputTokens ?? [])),
    outputTokens: quantilesOf(came.flatMap(({ outputTokens }) => outputTokens ?? [])),
  };
}

/** Null of nothing. */
export function quantilesOf(values: readonly number[]): Quantiles | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) };
}

function fateShare(fate: ModelCallOutcome, answers: readonly ModelAnswer[]): FateShare[] {
  const those = answers.filter((answer) => answer.fate === fate);
  if (those.length === 0) return [];
  const counts = new Map<string, number>();
  for (const reason of those.flatMap(({ reasons }) => reasons)) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].sort(([, a], [, b]) => b - a);
  return [{ fate, share: wilson(those.length, answers.length), reasons }];
}
