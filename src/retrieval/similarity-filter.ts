import { type BodySite, type ConditionTable, type FitzpatrickSkinType } from '../domain';
import { type ReferenceFacts } from './reference-index';

/** Which reference cases may be found. What is left out filters nothing; of a list, one value is enough. */
export interface SimilarityFilter {
  readonly datasets?: readonly string[];
  readonly skinTypes?: readonly FitzpatrickSkinType[];
  readonly bodySites?: readonly BodySite[];
  /** Names of the condition table, in any spelling of case. A case has the condition however little weight it was given. */
  readonly conditions?: readonly string[];
  /** Whether one of the case's labels is malignant or premalignant. */
  readonly malignantOrPremalignant?: boolean;
}

export type AcceptsCase = (facts: ReferenceFacts) => boolean;

/** The filter as a question to one case. What a record does not say, it does not have. */
export function acceptsCase(filter: SimilarityFilter, table: ConditionTable): AcceptsCase {
  const { datasets, skinTypes, bodySites, malignantOrPremalignant } = filter;
  const conditions = filter.conditions && new Set(filter.conditions.map((name) => table.find(name).name));
  return (facts) => {
    const labels = facts.conditions.map(({ name }) => table.find(name));
    const isMalignant = labels.some((label) => label.malignantOrPremalignant);
    return (
      (datasets?.includes(facts.dataset) ?? true) &&
      (skinTypes === undefined ||
        (facts.fitzpatrickSkinType !== null && skinTypes.includes(facts.fitzpatrickSkinType))) &&
      (bodySites?.some((site) => facts.bodySites.includes(site)) ?? true) &&
      (conditions === undefined || labels.some(({ name }) => conditions.has(name))) &&
      (malignantOrPremalignant === undefined || isMalignant === malignantOrPremalignant)
    );
  };
}
