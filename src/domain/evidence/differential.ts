import { type CandidateCondition, type SimilarCase } from '../case/assessment';
import { isAtLeast, joinUrgency, Urgency } from '../urgency';
import { type ConditionTable } from './conditions';
import { supportOf, type SupportRange } from './evidence-support';
import { compareText, poll, type Poll } from './neighbour-poll';

/** The labelled cases that resemble this one, found in two ways that know nothing of each other. */
export interface Evidence {
  readonly byPicture: readonly SimilarCase[];
  readonly byFindings: readonly SimilarCase[];
  /** What part of all that could have been found is malignant or premalignant, 0 to 1. Left out: nothing is corrected. */
  readonly malignantShares?: { readonly byPicture: number; readonly byFindings: number };
  /** How many cases could have been found. Left out: as if there were very many. */
  readonly referenceCases?: { readonly byPicture: number; readonly byFindings: number };
}

/** How neighbours become probabilities. Chosen in docs/evaluation.md. */
export interface FusionSettings {
  /** 0 to 1: the pictures' share of the vote when both kinds of neighbour are there. */
  readonly pictureShare: number;
  /** 0 to 1: what the votes of answers are worth where there is no picture beside them. */
  readonly findingsAlone: number;
  /** A neighbour this much less similar than the nearest one has 1/e of its vote (cosine similarity). */
  readonly pictureSoftness: number;
  readonly findingsSoftness: number;
  /** How alike the nearest neighbour must be for the votes of its kind to count. */
  readonly pictureSupport: SupportRange;
  readonly findingsSupport: SupportRange;
  /**
   * Reference sets hold far more cancers than a clinic sees: a biopsy is what brought many lesions in. Where more than this
   * share of a set is malignant, the differential's malignant part is scaled (in odds) as if it were this share. A set
   * with fewer is left as it is: the correction only ever takes back what the set over-represents.
   */
  readonly expectedMalignantShare: number;
}

export const DEFAULT_FUSION: FusionSettings = {
  pictureShare: 0.6,
  findingsAlone: 0.5,
  pictureSoftness: 0.5,
  findingsSoftness: 0.3,
  pictureSupport: { from: 0.3, full: 0.5 },
  findingsSupport: { from: 0.6, full: 0.9 },
  expectedMalignantShare: 0.4,
};

/** A set of malignant lesions alone knows no other prevalence to compare with: it is corrected as if a few were benign. */
const MAX_KNOWN_SHARE = 0.95;
const MAX_CANDIDATES = 10;
/** A malignant candidate above this is shown, however many benign ones are more likely. */
const MALIGNANT_TAIL = 0.01;
/** Probabilities are cut (never rounded up) to this many steps, so that they cannot sum to more than 1. */
const PROBABILITY_STEPS = 10_000;

/**
 * The differential that the neighbours support, most probable first, at most ten conditions.
 * Each kind of neighbour votes with weights that fall off with dissimilarity and sum to one; a neighbour splits its vote as
 * its dermatologists did. What nobody labelled is nobody's, and so is what neighbours unlike the patient say: the
 * probabilities may sum to less than 1. No neighbours, no differential. The order of the neighbours does not matter.
 */
export function differentialFrom(
  evidence: Evidence,
  table: ConditionTable,
  settings: FusionSettings = DEFAULT_FUSION,
): CandidateCondition[] {
  const byPicture = poll(evidence.byPicture, settings.pictureSoftness, table);
  const byFindings = poll(evidence.byFindings, settings.findingsSoftness, table);
  const pictureShare = shareOfPictures(byPicture, byFindings, settings);
  const worth = {
    byPicture: pictureShare * pictureSupportOf(evidence, settings),
    byFindings:
      (byPicture.voters === 0 ? settings.findingsAlone : 1 - pictureShare) *
      supportOf(evidence.byFindings, settings.findingsSupport, evidence.referenceCases?.byFindings),
  };
  const names = [...new Set([...byPicture.votes.keys(), ...byFindings.votes.keys()])].sort(compareText);
  const ballot = names.map((name) => ({
    facts: table.find(name),
    vote:
      worth.byPicture * (byPicture.votes.get(name)?.share ?? 0) +
      worth.byFindings * (byFindings.votes.get(name)?.share ?? 0),
  }));
  const correction = malignantCorrection(evidence, pictureShare, settings);
  const takenBack = ballot
    .filter(({ facts }) => facts.malignantOrPremalignant)
    .reduce((sum, { vote }) => sum + vote * (1 - correction), 0);
  const candidates = ballot.map(({ facts, vote }): CandidateCondition => {
    const share = (facts.malignantOrPremalignant ? vote * correction : vote) / (1 - takenBack);
    return {
      name: facts.name,
      icd10: facts.icd10,
      probability: Math.floor(Math.min(1, share) * PROBABILITY_STEPS) / PROBABILITY_STEPS,
      malignantOrPremalignant: facts.malignantOrPremalignant,
      ...argue(facts.name, byPicture, byFindings),
    };
  });
  return shortlist(candidates.filter((candidate) => candidate.probability > 0).sort(byProbability));
}

/** The probability that some malignant or premalignant label applies, 0 to 1. */
export function malignantProbability(differential: readonly CandidateCondition[]): number {
  const sum = differential
    .filter((candidate) => candidate.malignantOrPremalignant)
    .reduce((total, candidate) => total + candidate.probability, 0);
  return Math.min(1, sum);
}

function pictureSupportOf({ byPicture, referenceCases }: Evidence, settings: FusionSettings): number {
  return supportOf(byPicture, settings.pictureSupport, referenceCases?.byPicture);
}

export interface UrgencyThresholds {
  /** A candidate at least this probable brings its own default urgency. */
  readonly candidate: number;
  /** Malignant probability from which the case is at least SOON. */
  readonly malignant: number;
}

export const DEFAULT_URGENCY_THRESHOLDS: UrgencyThresholds = { candidate: 0.2, malignant: 0.1 };

/** How soon the differential alone wants the patient seen; null when it says nothing. */
export function urgencyFromDifferential(
  differential: readonly CandidateCondition[],
  table: ConditionTable,
  thresholds: UrgencyThresholds = DEFAULT_URGENCY_THRESHOLDS,
): Urgency | null {
  let urgency: Urgency | null = null;
  for (const candidate of differential) {
    if (candidate.probability >= thresholds.candidate) {
      urgency = joinUrgency(urgency, table.find(candidate.name).defaultUrgency);
    }
  }
  const suspicious = malignantProbability(differential) >= thresholds.malignant;
  return suspicious && !isAtLeast(urgency, Urgency.SOON) ? Urgency.SOON : urgency;
}

function shareOfPictures(byPicture: Poll, byFindings: Poll, settings: FusionSettings): number {
  if (byPicture.voters === 0) return 0;
  return byFindings.voters === 0 ? 1 : settings.pictureShare;
}

/** Factor on the malignant votes, at most 1: the odds that are expected over the odds of the set that was asked. */
function malignantCorrection(evidence: Evidence, pictureShare: number, settings: FusionSettings): number {
  if (evidence.malignantShares === undefined) return 1;
  const { byPicture, byFindings } = evidence.malignantShares;
  const asked = Math.min(MAX_KNOWN_SHARE, pictureShare * byPicture + (1 - pictureShare) * byFindings);
  if (asked <= settings.expectedMalignantShare) return 1;
  return oddsOf(settings.expectedMalignantShare) / oddsOf(asked);
}

function oddsOf(share: number): number {
  return share / (1 - share);
}

function argue(
  name: string,
  byPicture: Poll,
  byFindings: Poll,
): Pick<CandidateCondition, 'supportedBy' | 'contradictedBy'> {
  const supportedBy: string[] = [];
  const contradictedBy: string[] = [];
  for (const [poll, likeness] of [
    [byPicture, 'pictures that look most alike'],
    [byFindings, 'cases with the most similar answers'],
  ] as const) {
    if (poll.voters === 0) continue;
    const vote = poll.votes.get(name);
    if (vote === undefined) contradictedBy.push(`none of the ${poll.voters} reference ${likeness}`);
    else {
      const closest = vote.closest.toFixed(2);
      supportedBy.push(
        `${vote.neighbours} of the ${poll.voters} reference ${likeness} (closest similarity ${closest})`,
      );
    }
  }
  return { supportedBy, contradictedBy };
}

/** The ten most probable; malignant candidates push benign ones out rather than fall off the end. */
function shortlist(sorted: readonly CandidateCondition[]): CandidateCondition[] {
  const mustShow = sorted.filter((c) => c.malignantOrPremalignant && c.probability >= MALIGNANT_TAIL);
  const others = sorted.filter((candidate) => !mustShow.includes(candidate));
  const kept = mustShow.slice(0, MAX_CANDIDATES);
  return [...kept, ...others.slice(0, MAX_CANDIDATES - kept.length)].sort(byProbability);
}

function byProbability(a: CandidateCondition, b: CandidateCondition): number {
  return b.probability - a.probability || compareText(a.name, b.name);
}
