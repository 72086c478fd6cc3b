import { type Urgency } from '../urgency';

/** A condition as the language model named and argued it: nothing of it is believed yet. */
export interface ModelCandidate {
  readonly name: string;
  /** As the model said it; the guard holds it to 0..1 and the whole to a sum of at most 1. */
  readonly probability: number;
  readonly supportedBy: readonly string[];
  readonly contradictedBy: readonly string[];
}

/** What the language model thinks of a case: parsed, of the right shape, and not yet guarded. */
export interface ModelView {
  readonly candidates: readonly ModelCandidate[];
  readonly urgency: Urgency;
  /** Why, in a few sentences for the clinician. */
  readonly rationale: string;
  readonly wouldChange: readonly string[];
}

/** How much a view may hold: the parser refuses more, and so does the guard, which trusts no parser. */
export const MODEL_VIEW_LIMITS = {
  candidates: 8,
  /** Of supportedBy, contradictedBy and wouldChange each. */
  sentences: 8,
  nameChars: 120,
  sentenceChars: 300,
  rationaleChars: 1500,
  /** Of all its texts together: more than the tokens of an answer allow, and no more than is searched in a moment. */
  totalChars: 12_000,
} as const;
