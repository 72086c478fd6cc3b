import { TextDanger } from '../wording/text-safety';

/** Why a view was refused as a whole. Stable codes for metrics and audit: none carries a word of the view. */
export const GuardReason = {
  ...TextDanger,
  /** Longer than MODEL_VIEW_LIMITS allows, or more of anything. */
  TOO_LONG: 'TOO_LONG',
  /** Characters that nobody sees or takes for what they are: control codes, look-alikes, letters of a script that we cannot search. */
  HIDDEN_CHARACTERS: 'HIDDEN_CHARACTERS',
  /** An address of the web, an e-mail address or a telephone number. */
  CONTACT_DETAILS: 'CONTACT_DETAILS',
  /** Tags and tokens of a model's or a browser's language. */
  MARKUP: 'MARKUP',
  /** It speaks of instructions, as who obeys those in a patient's words does. */
  INSTRUCTIONS: 'INSTRUCTIONS',
  /** No candidate, or not a word of rationale. */
  EMPTY: 'EMPTY',
  /** A probability that is no number from 0 to 1. */
  PROBABILITY_OUT_OF_RANGE: 'PROBABILITY_OUT_OF_RANGE',
  PROBABILITIES_ABOVE_ONE: 'PROBABILITIES_ABOVE_ONE',
  /** Nothing that it holds possible is on our list. */
  NO_KNOWN_CONDITION: 'NO_KNOWN_CONDITION',
} as const;
export type GuardReason = (typeof GuardReason)[keyof typeof GuardReason];

/** What the guard did to a view that it accepted. */
export const GuardNote = {
  /** The view was less urgent than the case, the rules, the evidence or its own candidates are. */
  URGENCY_RAISED_TO_EVIDENCE: 'URGENCY_RAISED_TO_EVIDENCE',
  /** Cancers that the reference cases make likely were not named, or held less likely. */
  MALIGNANT_KEPT: 'MALIGNANT_KEPT',
  UNVERIFIED_CONDITION: 'UNVERIFIED_CONDITION',
  /** A name that is not on the list and sounds like a cancer: it counts as one. */
  UNVERIFIED_MALIGNANT: 'UNVERIFIED_MALIGNANT',
  /** Made smaller, so that the whole sums to at most 1. */
  PROBABILITIES_SCALED: 'PROBABILITIES_SCALED',
} as const;
export type GuardNote = (typeof GuardNote)[keyof typeof GuardNote];

const SENTENCES: Readonly<Record<GuardNote, string>> = {
  URGENCY_RAISED_TO_EVIDENCE:
    'The language model suggested a lower urgency than rules and evidence call for; theirs stands.',
  MALIGNANT_KEPT:
    'It named a cancer that the reference cases make likely not at all or as less likely; their figure stands.',
  UNVERIFIED_CONDITION: 'It named conditions that are not on our list: they carry no probability.',
  UNVERIFIED_MALIGNANT: 'One of these sounds like a cancer and counted as one.',
  PROBABILITIES_SCALED: 'Its probabilities were made smaller, so that all of them sum to at most 1.',
};

/** For the clinician, in English: what was done to the language model's view; empty where nothing was. */
export function describeGuardNotes(notes: readonly GuardNote[]): string {
  return notes.map((note) => SENTENCES[note]).join(' ');
}

/** Each once, in the order in which `all` lists them. */
export function inOrder<Code extends string>(
  all: Readonly<Record<string, Code>>,
  found: Iterable<Code>,
): Code[] {
  const kept = new Set(found);
  return Object.values(all).filter((code) => kept.has(code));
}
