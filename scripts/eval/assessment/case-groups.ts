import { FitzpatrickSkinType } from '../../../src/domain';
import { type CaseOutcome } from './outcome';

/** Cases that have something in common. */
export interface CaseGroup {
  readonly name: string;
  readonly cases: readonly CaseOutcome[];
}

/** One way of telling cases apart. */
export interface Grouping {
  readonly heading: string;
  /** Only those that any case is of. */
  readonly groups: readonly CaseGroup[];
}

/** By skin type (those that nobody told last), by language, and by whether there is a picture; none that sets nothing apart. */
export function groupingsOf(cases: readonly CaseOutcome[]): Grouping[] {
  const languages = [...new Set(cases.map(({ language }) => language))].sort();
  const groupings: Grouping[] = [
    {
      heading: 'skin type',
      groups: [...Object.values(FitzpatrickSkinType), null].map((type) => ({
        name: type ?? 'not known',
        cases: cases.filter(({ skinType }) => skinType === type),
      })),
    },
    {
      heading: 'language',
      groups: languages.map((name) => ({ name, cases: cases.filter(({ language }) => language === name) })),
    },
    {
      heading: 'picture',
      groups: [true, false].map((wanted) => ({
        name: wanted ? 'with' : 'without',
        cases: cases.filter(({ hasPicture }) => hasPicture === wanted),
      })),
    },
  ];
  return groupings
    .map(({ heading, groups }) => ({ heading, groups: groups.filter((group) => group.cases.length > 0) }))
    .filter(({ groups }) => groups.length > 1);
}
