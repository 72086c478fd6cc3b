import {
  type EvidenceSummary,
  type NeighbourSummary,
  type Patient,
  type SimilarCase,
  skinToneSupport,
} from '../domain';
import { type GatheredEvidence } from './gather-evidence';

/** What an assessment rests on, in figures. `similarCases`: the neighbours of both kinds, each case once. */
export function summariseEvidence(
  evidence: GatheredEvidence,
  similarCases: readonly SimilarCase[],
  { fitzpatrickSkinType }: Pick<Patient, 'fitzpatrickSkinType'>,
): EvidenceSummary {
  const summaryOf = (kind: 'byPicture' | 'byFindings'): NeighbourSummary => {
    const similarities = evidence[kind].map(({ similarity }) => similarity);
    return {
      neighbours: similarities.length,
      nearest: similarities.length === 0 ? null : Math.max(...similarities),
      floor: evidence.floors?.[kind] ?? null,
      held: evidence.referenceCases?.[kind] ?? 0,
    };
  };
  return {
    byPicture: summaryOf('byPicture'),
    byFindings: summaryOf('byFindings'),
    skinTones: skinToneSupport(fitzpatrickSkinType, similarCases),
    licences: [...new Set(similarCases.map(({ licence }) => licence))].sort(),
  };
}
