import { ModelCallOutcome } from '../../../src/assessment/model/model-call-outcome';
import { isAtLeast, Urgency } from '../../../src/domain';
import { type Figure, withInterval } from '../bootstrap';
import { markdownTable } from '../../markdown-table';
import { agreementOf } from './agreement';
import { ASSESSMENT_FIGURES, type AssessmentFigure, Better, figureOf, SENSITIVITY } from './figures';
import { type CaseOutcome, type EvaluationRun, type ViewedCase, viewedBy } from './outcome';
import { inWords } from './report';

/** What a change did to a figure, as far as chance does not explain it. */
const Verdict = { BETTER: 'better', WORSE: 'WORSE', UNCLEAR: 'no clear difference' } as const;
type Verdict = (typeof Verdict)[keyof typeof Verdict];

export interface Comparison {
  readonly markdown: string;
  /** Why the change must be held back: docs/promotion-criteria.md. Empty: nothing measured speaks against it. */
  readonly objections: readonly string[];
}

interface Pair {
  readonly patientId: string;
  readonly before: ViewedCase;
  readonly after: ViewedCase;
}

/** Two runs over the same set side by side, on the cases that both have. Throws if they are of different sets. */
export function compareRuns(before: EvaluationRun, after: EvaluationRun): Comparison {
  if (before.set.version !== after.set.version) throw new Error('The two runs are of different sets.');
  const pairs = pairsOf(before, after);
  const compared = ASSESSMENT_FIGURES.map((figure) => ({ figure, ...compareFigure(figure, pairs) }));
  const lost = pairs.filter(isLost).map(({ after: { id } }) => id);
  const { lowered } = agreementOf(after.cases);
  const unused = [before, after].map(({ cases }) => unusedShare(cases));
  return {
    markdown: [
      `# ${before.set.name}: before and after`,
      `Before: ${nameOf(before)}. After: ${nameOf(after)}. ${pairs.length} cases that both have.`,
      markdownTable(
        ['figure', 'before', 'after', 'difference', ''],
        compared
          .filter(({ difference }) => difference !== null)
          .map(({ figure, cells, difference, verdict }) => [
            figure.title + (figure.mustNotGetWorse ? ' *' : ''),
            ...cells,
            inWords(figure, difference),
            verdict,
          ]),
      ),
      '\\* must not get worse. Differences are of the same cases, patients resampled.',
      `Answers that could not be used: ${unused.map((share) => `${(100 * share).toFixed(1)} %`).join(' before, ')} after.`,
      `Must be seen soon and no longer are: ${lost.join(', ') || 'none'}.`,
    ].join('\n\n'),
    objections: [
      ...compared.flatMap(({ figure, verdict }) =>
        figure.mustNotGetWorse && verdict === Verdict.WORSE ? `${figure.title} got worse` : [],
      ),
      ...(lost.length === 0 ? [] : [`${lost.length} cases that must be seen soon no longer are`]),
      ...(lowered.length === 0 ? [] : [`${lowered.length} cases are less urgent than their evidence`]),
    ],
  };
}

function pairsOf(before: EvaluationRun, after: EvaluationRun): Pair[] {
  const earlier = new Map(viewedBy(before.source, before.cases).map((one) => [one.id, one]));
  return viewedBy(after.source, after.cases).flatMap((one) => {
    const same = earlier.get(one.id);
    return same === undefined ? [] : [{ patientId: one.patientId, before: same, after: one }];
  });
}

function compareFigure(
  figure: AssessmentFigure,
  pairs: readonly Pair[],
): { cells: readonly string[]; difference: Figure | null; verdict: Verdict } {
  const measured = (cases: readonly ViewedCase[]) => figure.measure(figure.countedIn(cases));
  const differenceOf = (some: readonly Pair[]): number | null => {
    const earlier = measured(some.map(({ before }) => before));
    const later = measured(some.map(({ after }) => after));
    return earlier === null || later === null ? null : later - earlier;
  };
  const figures = [
    figureOf(
      figure,
      pairs.map(({ before }) => before),
    ),
    figureOf(
      figure,
      pairs.map(({ after }) => after),
    ),
  ];
  const isKnown = figures.every((one) => one !== null);
  const difference = isKnown ? withInterval(pairs, ({ patientId }) => patientId, differenceOf) : null;
  return {
    cells: figures.map((one) => inWords(figure, one)),
    difference,
    verdict: verdictOf(figure.better, difference),
  };
}

/** Clear is what holds in 95 of 100 resamplings. */
function verdictOf(better: Better, difference: Figure | null): Verdict {
  if (difference === null || better === Better.NEITHER) return Verdict.UNCLEAR;
  const [rose, fell] = [difference.low > 0, difference.high < 0];
  if (!rose && !fell) return Verdict.UNCLEAR;
  return rose === (better === Better.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
}

function isLost({ before, after }: Pair): boolean {
  const isSoon = ({ view }: ViewedCase): boolean => isAtLeast(view.urgency, Urgency.SOON);
  return SENSITIVITY.countedIn([after]).length > 0 && isSoon(before) && !isSoon(after);
}

function unusedShare(cases: readonly CaseOutcome[]): number {
  const answers = cases.flatMap(({ model }) => model ?? []);
  return answers.length === 0
    ? 0
    : answers.filter(({ fate }) => fate !== ModelCallOutcome.ACCEPTED).length / answers.length;
}

function nameOf({ model, rulesVersion }: EvaluationRun): string {
  return model === null ? `evidence alone, rules ${rulesVersion}` : `${model.name}, prompt ${model.prompt}`;
}
