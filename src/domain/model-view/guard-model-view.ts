import { type CandidateCondition } from '../case/assessment';
import { type ConditionTable } from '../evidence/conditions';
import {
  malignantProbability,
  urgencyFromDifferential,
  type UrgencyThresholds,
} from '../evidence/differential';
import { joinUrgency, Urgency, urgencyRank } from '../urgency';
import { GuardNote, GuardReason, inOrder } from './guard-reasons';
import { dangersOfTexts, tidy } from './guard-texts';
import { mergeDifferential } from './merge-differential';
import { said } from './model-says';
import { type ModelView } from './model-view';
import { exceedsOne, weighCandidates } from './weigh-candidates';

/** What a view is held against. */
export interface GuardInput {
  readonly conditions: ConditionTable;
  /** The differential of the EVIDENCE assessment. */
  readonly evidence: readonly CandidateCondition[];
  /** What the case stands at now. */
  readonly urgency: Urgency | null;
  /** What the EVIDENCE assessment says, its rules included. */
  readonly evidenceUrgency: Urgency;
  /** What the red-flag rules say alone; null: none fired. */
  readonly ruleUrgency: Urgency | null;
  readonly thresholds: UrgencyThresholds;
  /** Adds our own reasons to a candidate that the evidence does not name. Left out: it has those of the model alone. */
  readonly argue?: (candidate: CandidateCondition) => CandidateCondition;
}

/** A view that may be shown to a clinician, held to what rules and evidence say. */
export interface GuardedView {
  readonly accepted: true;
  /** Conditions of the table alone. */
  readonly differential: readonly CandidateCondition[];
  /** Names that are on no list of ours, without a probability. */
  readonly unverifiedConditions: readonly string[];
  /** Never below what the case, its rules or its evidence are at. */
  readonly urgency: Urgency;
  /** The larger of what the model said, and of what the differential says, is malignant; 0 to 1. For the red-flag rules. */
  readonly malignantProbability: number;
  /** The model's own words, one line. */
  readonly rationale: string;
  /** Each marked as the model's. */
  readonly wouldChange: readonly string[];
  readonly notes: readonly GuardNote[];
}

export type GuardVerdict =
  GuardedView | { readonly accepted: false; readonly reasons: readonly GuardReason[] };

/**
 * How far a language model is believed. It may name conditions of the table, argue for them and raise the urgency; it can
 * lower nothing. A view is refused as a whole for one dangerous text, since who writes one such sentence is to be trusted in
 * no other, and for probabilities that are none. Total and deterministic; the order of the candidates does not matter.
 */
export function guardModelView(view: ModelView, input: GuardInput): GuardVerdict {
  const reasons = new Set([...dangersOfTexts(view), ...contradictionsOf(view)]);
  const weighed = weighCandidates(view.candidates, input.conditions);
  if (reasons.size > 0) return { accepted: false, reasons: inOrder(GuardReason, reasons) };
  const { differential, isMalignantKept, isScaled } = differentialOf(weighed.known, input);
  // A cancer that was misspelt must not be lost, even where nothing else is known: see soundsMalignant.
  const isWorthless = weighed.known.length === 0 || differential.length === 0;
  if (isWorthless && !weighed.isUnverifiedMalignant)
    return { accepted: false, reasons: [GuardReason.NO_KNOWN_CONDITION] };
  const suspicion = Math.max(weighed.malignantProbability, malignantProbability(differential));
  const urgency = urgencyOf(view, [differential, weighed.known], suspicion, input);
  const notes = new Set<GuardNote>();
  if (urgencyRank(urgency) > urgencyRank(view.urgency)) notes.add(GuardNote.URGENCY_RAISED_TO_EVIDENCE);
  if (isMalignantKept) notes.add(GuardNote.MALIGNANT_KEPT);
  if (weighed.unverified.length > 0) notes.add(GuardNote.UNVERIFIED_CONDITION);
  if (weighed.isUnverifiedMalignant) notes.add(GuardNote.UNVERIFIED_MALIGNANT);
  if (isScaled) notes.add(GuardNote.PROBABILITIES_SCALED);
  return {
    accepted: true,
    differential,
    unverifiedConditions: weighed.unverified,
    urgency,
    malignantProbability: suspicion,
    rationale: tidy(view.rationale),
    wouldChange: said(view.wouldChange),
    notes: inOrder(GuardNote, notes),
  };
}

/** Where the model knows none of the conditions, the evidence's differential is the only one. */
function differentialOf(
  known: readonly CandidateCondition[],
  input: GuardInput,
): ReturnType<typeof mergeDifferential> {
  if (known.length > 0) return mergeDifferential(known, input);
  const differential = input.evidence.filter(({ probability }) => probability > 0);
  return { differential, isMalignantKept: false, isScaled: false };
}

/** What is wrong with a view apart from its words. */
function contradictionsOf({ candidates, rationale }: ModelView): GuardReason[] {
  const found: GuardReason[] = [];
  if (candidates.length === 0 || tidy(rationale) === '' || candidates.some(({ name }) => tidy(name) === ''))
    found.push(GuardReason.EMPTY);
  if (candidates.some(({ probability }) => !(probability >= 0 && probability <= 1)))
    found.push(GuardReason.PROBABILITY_OUT_OF_RANGE);
  else if (exceedsOne(candidates)) found.push(GuardReason.PROBABILITIES_ABOVE_ONE);
  return found;
}

/** The most urgent of all who have a say. What the model itself gives to a condition counts as it was before it was scaled. */
function urgencyOf(
  view: ModelView,
  differentials: readonly (readonly CandidateCondition[])[],
  suspicion: number,
  { conditions, urgency, evidenceUrgency, ruleUrgency, thresholds }: GuardInput,
): Urgency {
  const voices = [
    evidenceUrgency,
    urgency,
    ruleUrgency,
    ...differentials.map((differential) => urgencyFromDifferential(differential, conditions, thresholds)),
    suspicion >= thresholds.malignant ? Urgency.SOON : null,
  ];
  return voices
    .filter((voice) => voice !== null)
    .reduce((most, voice) => joinUrgency(most, voice), view.urgency);
}
