import { AssessmentSource, FitzpatrickSkinType } from '../../../src/domain';
import { type Figure } from '../bootstrap';
import { inPercent, markdownTable } from '../../markdown-table';
import { agreementOf } from './agreement';
import {
  ASSESSMENT_FIGURES,
  type AssessmentFigure,
  figureOf,
  SENSITIVITY,
  SPECIFICITY,
  SUSPICION_BRIER,
  TOP_1,
  TOP_3,
} from './figures';
import { usageTables } from './usage-tables';
import { type CaseOutcome, type EvaluationRun, viewedBy } from './outcome';

/** All of them in each row would not be read. */
const BRIEF: readonly AssessmentFigure[] = [TOP_1, TOP_3, SUSPICION_BRIER, SENSITIVITY, SPECIFICITY];

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
    plots.map((plot) => `![](${plot})`).join(' '),
    ...sources.flatMap((source) => [
      `## By group, ${TITLES[source]}`,
      ...groupTable('skin type', groupsBySkin(cases), source),
      ...groupTable('language', groupsByLanguage(cases), source),
      ...groupTable('picture', groupsByPicture(cases), source),
    ]),
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
  const rows = ASSESSMENT_FIGURES.map((figure) => [
    figure.title,
    String(figure.countedIn(viewedBy(AssessmentSource.EVIDENCE, cases)).length),
    ...sources.map((source) => inWords(figure, figureOf(figure, viewedBy(source, cases)))),
  ]).filter(([, counted]) => counted !== '0');
  return markdownTable(['figure', 'cases', ...sources.map((source) => TITLES[source])], rows);
}

interface Group {
  readonly name: string;
  readonly cases: readonly CaseOutcome[];
}

/** In order; those that nobody told last. */
function groupsBySkin(cases: readonly CaseOutcome[]): Group[] {
  return [...Object.values(FitzpatrickSkinType), null].map((type) => ({
    name: type ?? 'not known',
    cases: cases.filter(({ skinType }) => skinType === type),
  }));
}

function groupsByLanguage(cases: readonly CaseOutcome[]): Group[] {
  const languages = [...new Set(cases.map(({ language }) => language))].sort();
  return languages.map((name) => ({ name, cases: cases.filter(({ language }) => language === name) }));
}

function groupsByPicture(cases: readonly CaseOutcome[]): Group[] {
  return [true, false].map((wanted) => ({
    name: wanted ? 'with' : 'without',
    cases: cases.filter(({ hasPicture }) => hasPicture === wanted),
  }));
}

/** Empty where all cases are of one group. */
function groupTable(heading: string, groups: readonly Group[], source: AssessmentSource): string[] {
  const occurring = groups.filter(({ cases }) => cases.length > 0);
  if (occurring.length < 2) return [];
  const rows = occurring.map(({ name, cases }) => [
    name,
    countsOf(cases),
    ...BRIEF.map((figure) => inWords(figure, figureOf(figure, viewedBy(source, cases)))),
  ]);
  return [markdownTable([heading, 'cases (patients)', ...BRIEF.map(({ title }) => title)], rows)];
}

function modelSections(cases: readonly CaseOutcome[]): string[] {
  const { compared, sameFirst, sameUrgency, raised, lowered } = agreementOf(cases);
  return [
    '## The two sources',
    'Here and below, intervals are Wilson’s, of cases.',
    markdownTable(
      ['accepted views', 'same first condition', 'same urgency', 'raised', 'lowered'],
      [
        [
          String(compared),
          inPercent(sameFirst),
          inPercent(sameUrgency),
          inPercent(raised),
          String(lowered.length),
        ],
      ],
    ),
    ...(lowered.length === 0 ? [] : [`**Lowered, which must never be**: ${lowered.join(', ')}.`]),
    '## The questions to the model',
    ...usageTables(cases),
  ];
}

function countsOf(cases: readonly CaseOutcome[]): string {
  return `${cases.length} (${new Set(cases.map(({ patientId }) => patientId)).size})`;
}
