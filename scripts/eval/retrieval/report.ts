import { type ConditionTable } from '../../../src/domain';
import { type IndexedModel, type ReferenceDataset } from '../../../src/retrieval';
import { markdownTable } from '../../markdown-table';
import { type AnsweredQuery } from './ask-index';
import { compareLists } from './compare-lists';
import { groupQuestions } from './groups';
import { MIN_QUESTIONS } from './retrieval-figures';
import { Way } from './set-queries';
import { conditionTable, geometryTable, overallTable, skinTypeTable } from './tables';

export interface Evaluated {
  readonly dataset: ReferenceDataset;
  readonly model: IndexedModel;
  readonly conditions: ConditionTable;
  readonly exact: readonly AnsweredQuery[];
  /** The same questions to Chroma; null if it was not asked. */
  readonly approximate: readonly AnsweredQuery[] | null;
}

/** The whole evaluation as markdown. */
export function retrievalReport({ dataset, model, conditions, exact, approximate }: Evaluated): string {
  const groups = groupQuestions(exact, conditions);
  const fewest = `Groups of fewer than ${MIN_QUESTIONS} questions are counted, and nothing is said of them.`;
  return [
    `## Neighbours of ${dataset.name}`,
    `Model ${model.name} (${model.sha256.slice(0, 12)}), set ${dataset.version.slice(0, 12)}. ${fewest}`,
    overallTable(groups),
    '### How the vectors lie',
    geometryTable(groups),
    ...groups.flatMap((group) => [`### By skin type: ${group.title}`, skinTypeTable(group)]),
    ...groups.flatMap((group) => [`### By condition: ${group.title}`, conditionTable(group)]),
    ...(approximate === null ? [] : chromaSection(exact, approximate, conditions)),
    '',
  ].join('\n\n');
}

function chromaSection(
  exact: readonly AnsweredQuery[],
  approximate: readonly AnsweredQuery[],
  conditions: ConditionTable,
): string[] {
  const rows = Object.values(Way).flatMap((way) => {
    const isAsked = (one: AnsweredQuery): boolean => one.way === way;
    const { questions, recall, identical } = compareLists(exact.filter(isAsked), approximate.filter(isAsked));
    return questions === 0 ? [] : [[way, String(questions), percent(recall), percent(identical)]];
  });
  return [
    '### Chroma beside exact search',
    markdownTable(['asked by', 'questions', 'of the exact neighbours found', 'same list'], rows),
    'The same figures with the neighbours that Chroma found:',
    overallTable(groupQuestions(approximate, conditions)),
  ];
}

function percent(part: number | null): string {
  return part === null ? '–' : `${(100 * part).toFixed(2)} %`;
}
