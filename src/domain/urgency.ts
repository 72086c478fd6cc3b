/**
 * How soon a person must see the patient. A lattice: rules and models join into it (the maximum wins);
 * only a clinician's review replaces it.
 */
export const Urgency = {
  EMERGENCY: 'EMERGENCY',
  URGENT: 'URGENT',
  SOON: 'SOON',
  ROUTINE: 'ROUTINE',
  SELF_CARE: 'SELF_CARE',
} as const;
export type Urgency = (typeof Urgency)[keyof typeof Urgency];

const RANKS: Readonly<Record<Urgency, number>> = {
  EMERGENCY: 4,
  URGENT: 3,
  SOON: 2,
  ROUTINE: 1,
  SELF_CARE: 0,
};

/** 4 for EMERGENCY down to 0 for SELF_CARE; -1 while nothing is known, so that lists can page over it. */
export function urgencyRank(urgency: Urgency | null): number {
  return urgency === null ? -1 : RANKS[urgency];
}

/** The more urgent of two; null is the bottom ("nothing known yet"). */
export function joinUrgency<A extends Urgency | null, B extends Urgency | null>(a: A, b: B): A | B {
  return urgencyRank(a) >= urgencyRank(b) ? a : b;
}

/** Null is below every urgency. */
export function isAtLeast(urgency: Urgency | null, threshold: Urgency): boolean {
  return urgencyRank(urgency) >= urgencyRank(threshold);
}
