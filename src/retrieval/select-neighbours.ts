import { type SimilarCase } from '../domain';
import { cosineOfUnits } from './cosine';
import { type Neighbour } from './reference-index';

/** Whose reference cases must not be found: where a patient of the set is the one who asks. */
export interface Exclusion {
  readonly sourcePatientId?: string;
  /** Of the prepared picture. Whoever owns that very picture in the set is excluded with all their cases. */
  readonly imageSha256?: string;
}

/** How much more the likeness of the pictures counts than the agreement of the answers. Chosen in docs/evaluation.md. */
const LIKENESS_WEIGHT = 2;

/** Pictures of this size resemble each other by light and skin as much as by disease: the answers tell those apart. */
export function rankByAgreement(
  pictures: readonly Neighbour[],
  answers: Float32Array | null,
): readonly Neighbour[] {
  if (answers === null) return pictures;
  const rank = ({ facts, similarity }: Neighbour): number =>
    LIKENESS_WEIGHT * similarity + cosineOfUnits(answers, facts.findingsVector ?? []);
  return [...pictures].sort((a, b) => rank(b) - rank(a));
}

/** The same picture, byte for byte, is always among its own nearest: no second request is needed to find its owner. */
export function excludedPatients(exclude: Exclusion, pictures: readonly Neighbour[]): ReadonlySet<string> {
  const { sourcePatientId, imageSha256 } = exclude;
  const owners = pictures
    .filter(({ facts }) => facts.imageSha256 !== null && facts.imageSha256 === imageSha256)
    .map(({ facts }) => facts.patientId);
  return new Set(sourcePatientId === undefined ? owners : [...owners, sourcePatientId]);
}

/** The first of each case that is not excluded, at most `topK`. */
export function selectCases(
  neighbours: readonly Neighbour[],
  excluded: ReadonlySet<string>,
  topK: number,
): SimilarCase[] {
  const seen = new Set<string>();
  const kept: SimilarCase[] = [];
  for (const { facts, similarity } of neighbours) {
    if (kept.length === topK) break;
    if (excluded.has(facts.patientId) || seen.has(facts.caseId)) continue;
    seen.add(facts.caseId);
    kept.push({
      sourceId: facts.sourceId,
      dataset: facts.dataset,
      similarity,
      conditions: facts.conditions,
      fitzpatrickSkinType: facts.fitzpatrickSkinType,
      imageKey: null,
    });
  }
  return kept;
}
