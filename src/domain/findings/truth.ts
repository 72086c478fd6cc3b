import { Truth } from './findings';

/** Kleene's "or": one that is present is enough; unknown stays unknown. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(Truth.PRESENT)) return Truth.PRESENT;
  return truths.includes(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.ABSENT;
}

/** Kleene's "and": one that is absent is enough against it; unknown stays unknown. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(Truth.ABSENT)) return Truth.ABSENT;
  return truths.includes(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.PRESENT;
}
