import { type CandidateCondition, type SimilarCase } from './assessment';
import { type ConditionTable } from './conditions';
import { isAtLeast, joinUrgency, Urgency } from './urgency';

/** The labelled cases that resemble this one, found in two ways that know nothing of each other. */
export interface Evidence {
  readonly byPicture: readonly SimilarCase[];
  readonly byFindings: readonly SimilarCase[];
}

/** How neighbours become probabilities. Chosen in docs/evaluation.md. */
export interface FusionSettings {
  /** 0 to 1: the pictures' share of the vote when both kinds of neighbour are there. */
  readonly pictureShare: number;
  /** A neighbour this much less similar than the nearest one has 1/e of its vote (cosine similarity). */
  readonly pictureSoftness: number;
  readonly findingsSoftness: number;
}

export const DEFAULT_FUSION: FusionSettings = {
  pictureShare: 0.5,
  pictureSoftness: 0.05,
  findingsSoftness: 0.05,
};

const MAX_CANDIDATES = 10;
/** A malignant candidate above this is shown, however many benign ones are more likely. */
const MALIGNANT_TAIL = 0.01;
/** Probabilities are cut (never rounded up) to this many steps, so that they cannot sum to more than 1. */
const PROBABILITY_STEPS = 10_000;

/**
 * The differential that the neighbours support, most probable first, at most ten conditions.
 * Each kind of neighbour votes with weights that fall off with dissimilarity and sum to one; a neighbour splits its vote as
 * its dermatologists did. What nobody labelled is nobody's: the probabilities may sum to less than 1. No neighbours, no
 * differential. The order of the neighbours does not matter.
 */
export function differentialFrom(
  evidence: Evidence,
  table: ConditionTable,
  settings: FusionSettings = DEFAULT_FUSION,
): CandidateCondition[] {
  const byPicture = poll(evidence.byPicture, settings.pictureSoftness, table);
  const byFindings = poll(evidence.byFindings, settings.findingsSoftness, table);
  const pictureShare = shareOfPictures(byPicture, byFindings, settings);
  const names = new Set([...byPicture.votes.keys(), ...byFindings.votes.keys()]);
  const candidates = [...names].map((name) => {
    const facts = table.find(name);
    const vote =
      pictureShare * (byPicture.votes.get(name)?.share ?? 0) +
      (1 - pictureShare) * (byFindings.votes.get(name)?.share ?? 0);
    return {
      name: facts.name,
      icd10: facts.icd10,
      probability: Math.floor(vote * PROBABILITY_STEPS) / PROBABILITY_STEPS,
      malignantOrPremalignant: facts.malignantOrPremalignant,
      ...argue(name, byPicture, byFindings),
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

interface Vote {
  readonly share: number;
  readonly neighbours: number;
  readonly closest: number;
}
interface Poll {
  readonly voters: number;
  readonly votes: ReadonlyMap<string, Vote>;
}

/** Sums in one fixed order (similarity, then id), so that not even the last bit depends on how the neighbours came. */
function poll(neighbours: readonly SimilarCase[], softness: number, table: ConditionTable): Poll {
  const ordered = [...neighbours].sort(bySimilarity);
  const nearest = ordered[0]?.similarity ?? 0;
  const weights = ordered.map((neighbour) => Math.exp((neighbour.similarity - nearest) / softness));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const votes = new Map<string, Vote>();
  ordered.forEach((neighbour, place) => {
    for (const condition of neighbour.conditions) {
      const name = table.find(condition.name).name;
      const before = votes.get(name) ?? { share: 0, neighbours: 0, closest: neighbour.similarity };
      votes.set(name, {
        share: before.share + ((weights[place] ?? 0) / total) * condition.weight,
        neighbours: before.neighbours + 1,
        closest: before.closest,
      });
    }
  });
  return { voters: ordered.length, votes };
}

function shareOfPictures(byPicture: Poll, byFindings: Poll, settings: FusionSettings): number {
  if (byPicture.voters === 0) return 0;
  return byFindings.voters === 0 ? 1 : settings.pictureShare;
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

function bySimilarity(a: SimilarCase, b: SimilarCase): number {
  return (
    b.similarity - a.similarity || compareText(a.dataset, b.dataset) || compareText(a.sourceId, b.sourceId)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
