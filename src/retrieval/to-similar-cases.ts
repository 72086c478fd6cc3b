import { type SimilarCase } from '../domain';
import { cosineOfUnits } from './cosine';
import { type Neighbour } from './reference-index';
import { referencePictureKey } from './reference-pictures';

/**
 * Neighbours as the domain knows similar cases. `answers`: the patient's, to say how far those of a picture's owner agree;
 * `picturesKept`: whether the index's own pictures can be shown.
 */
export function toSimilarCases(
  pictures: readonly Neighbour[],
  findings: readonly Neighbour[],
  answers: Float32Array | null,
  picturesKept: boolean,
): { readonly byPicture: readonly SimilarCase[]; readonly byFindings: readonly SimilarCase[] } {
  return {
    byPicture: pictures.map(({ facts, similarity }) => ({
      ...shown(facts),
      similarity,
      pictureSimilarity: similarity,
      findingsSimilarity:
        answers === null || facts.findingsVector === null
          ? null
          : cosineOfUnits(answers, facts.findingsVector),
      imageKey: picturesKept && facts.imageSha256 !== null ? referencePictureKey(facts.imageSha256) : null,
    })),
    byFindings: findings.map(({ facts, similarity }) => ({
      ...shown(facts),
      similarity,
      pictureSimilarity: null,
      findingsSimilarity: similarity,
      imageKey: null,
    })),
  };
}

function shown({
  sourceId,
  dataset,
  caseId,
  conditions,
  fitzpatrickSkinType,
  licence,
}: Neighbour['facts']): Pick<
  SimilarCase,
  'sourceId' | 'dataset' | 'caseId' | 'conditions' | 'fitzpatrickSkinType' | 'licence'
> {
  return { sourceId, dataset, caseId, conditions, fitzpatrickSkinType, licence };
}
