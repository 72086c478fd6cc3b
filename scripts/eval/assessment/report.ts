import { AssessmentSource } from '../../../src/domain';
import { type Figure } from '../bootstrap';
import { inPercent, markdownTable } from '../../markdown-table';
import { agreementOf } from './agreement';
import { type CaseGroup, groupingsOf } from './case-groups';
import {
  ASSESSMENT_FIGURES,
  type AssessmentFigure,
  AT_SOON,
  figureOf,
  SENSITIVITY,
  SPECIFICITY,
  SUSPICION_BRIER,
  TOP_1,
  TOP_3,
} from './figures';
import { type CaseOutcome, type EvaluationRun, viewedBy } from './outcome';
import { usageTables } from './usage-tables';

/** All of them in each row would not be read. */
const BRIEF: readonly AssessmentFigure[] = [TOP_1, TOP_3, SUSPICION_BRIER, SENSITIVITY, SPECIFICITY, AT_SOON];

const TITLES: Readonly<Record<AssessmentSource, string>> = {
  EVIDENCE: 'evidence alone',
  MEDGEMMA: 'with the language model',
};

/** A run as markdown. `plots`: file names of the reliability plots, which lie beside it. */
export function assessmentReport(run: EvaluationRun, plots: readonly string[]): string {
  const { set, model, cases } = run;
  const sources = sourcesOf(run);
  const by = model === null ? '' : ` Language model ${model.name}, prompt ${model.prompt}.`;
  return [
    `# What the assessment gets right: ${set.name}`,
    `${countsOf(cases)} cases (patients), version ${set.version.slice(0, 12)}. Rules ${run.rulesVersion}, embedding model ${run.embeddingModel}.${by}`,
    ...set.notes,
    'Intervals resample patients. Of fewer than ten cases that count, nothing is said.',
    overallTable(cases, sources),
    ...(plots.length === 0 ? [] : [plots.map((plot) => `![](${plot})`).join(' ')]),
    ...sources.flatMap((source) => groupSection(cases, source)),
    ...(model === null ? [] : modelSections(cases)),
    '',
  ].join('\n\n');
}

/** Which views a run has. */
export function sourcesOf({ model }: Pick<EvaluationRun, 'model'>): readonly AssessmentSource[] {
  return model === null
    ? [AssessmentSource.EVIDENCE]
    : [AssessmentSource.EVIDENCE, AssessmentSource.MEDGEMMA];
}

/** "72.1 % (67.9–76.8)" of shares, "0.118 (0.104–0.131)" of the rest, or a dash. */
export function inWords({ isShare }: AssessmentFigure, figure: Figure | null): string {
  if (isShare || figure === null) return inPercent(figure);
  const { value, low, high } = figure;
  return `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

function overallTable(cases: readonly CaseOutcome[], sources: readonly AssessmentSource[]): string {
  const rows = ASSESSMENT_FIGURES.filter((figure) => countedOf(figure, cases) > 0).map((figure) => [
    figure.title,
    String(countedOf(figure, cases)),
    ...sources.map((source) => inWords(figure, figureOf(figure, viewedBy(source, cases)))),
  ]);
  return markdownTable(['figure', 'cases', ...sources.map((source) => TITLES[source])], rows);
}

/** How many cases of the whole set a figure counts; by what they are, which is the same for both sources. */
function countedOf({ countedIn }: AssessmentFigure, cases: readonly CaseOutcome[]): number {
  return countedIn(viewedBy(AssessmentSource.EVIDENCE, cases)).length;
}

/** Empty where the set is all of one kind. */
function groupSection(cases: readonly CaseOutcome[], source: AssessmentSource): string[] {
  const figures = BRIEF.filter((figure) => countedOf(figure, cases) > 0);
  const tables = groupTables(
    cases,
    figures.map(({ title }) => title),
    (group) => figures.map((figure) => inWords(figure, figureOf(figure, viewedBy(source, group)))),
  );
  return tables.length === 0 ? [] : [`## By group, ${TITLES[source]}`, ...tables];
}

function modelSections(cases: readonly CaseOutcome[]): string[] {
  const columns = ['accepted views', 'same first condition', 'same urgency', 'raised', 'lowered'];
  const { lowered } = agreementOf(cases);
  return [
    '## The two sources',
    'Here and below, intervals are Wilson’s, of cases.',
    markdownTable(columns, [agreementCells(cases)]),
    ...(lowered.length === 0 ? [] : [`**Lowered, which must never be**: ${lowered.join(', ')}.`]),
    ...groupTables(cases, columns, agreementCells),
    '## The questions to the model',
    ...usageTables(cases),
  ];
}

function agreementCells(cases: readonly CaseOutcome[]): string[] {
  const { compared, sameFirst, sameUrgency, raised, lowered } = agreementOf(cases);
  const shares = [sameFirst, sameUrgency, raised].map(inPercent);
  return [String(compared), ...shares, String(lowered.length)];
}

/** A table for each way of telling the cases apart, a row for each group. */
function groupTables(
  cases: readonly CaseOutcome[],
  columns: readonly string[],
  cellsOf: (cases: CaseGroup['cases']) => readonly string[],
): string[] {
  return groupingsOf(cases).map(({ heading, groups }) =>
    markdownTable(
      [heading, 'cases (patients)', ...columns],
      groups.map((group) => [group.name, countsOf(group.cases), ...cellsOf(group.cases)]),
    ),
  );
}

function countsOf(cases: readonly CaseOutcome[]): string {
  return `${cases.length} (${new Set(cases.map(({ patientId }) => patientId)).size})`;
}
