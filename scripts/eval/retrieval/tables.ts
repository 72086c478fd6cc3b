import { FitzpatrickSkinType } from '../../../src/domain';
import { type Figure, grouped, withInterval } from '../bootstrap';
import { inPercent, markdownTable } from '../../markdown-table';
import { type PlacedOutcome, type QuestionGroup } from './groups';
import {
  figureOf,
  MALIGNANT_AUC,
  mean,
  MIN_QUESTIONS,
  PRECISION_AT_10,
  RECALL_AT_10,
  RETRIEVAL_FIGURES,
  type RetrievalFigure,
  TOP_1,
  TOP_3,
} from './retrieval-figures';

/** Enough to see where a group differs; all of them in each row would not be read. */
const BRIEF_FIGURES: readonly RetrievalFigure[] = [RECALL_AT_10, PRECISION_AT_10, TOP_1, TOP_3];

/** A column for each way of asking, a row for each figure. */
export function overallTable(groups: readonly QuestionGroup[]): string {
  const counts = groups.map(({ outcomes }) => countsOf(outcomes));
  const rows = RETRIEVAL_FIGURES.map((kind) => [
    kind.title,
    ...groups.map(({ outcomes }) => inPercent(figureOf(kind, outcomes))),
  ]);
  return markdownTable(
    ['figure', ...groups.map(({ title }) => title)],
    [['questions (patients)', ...counts], ...rows],
  );
}

/** Where the vectors lie; only of ways that ask with one vector. */
export function geometryTable(groups: readonly QuestionGroup[]): string {
  const placed = groups.filter(({ isotropy }) => isotropy !== null);
  const row = (title: string, of: (group: QuestionGroup) => string): string[] => [title, ...placed.map(of)];
  return markdownTable(
    ['figure', ...placed.map(({ title }) => title)],
    [
      row('silhouette by condition, cosine', ({ outcomes }) => signed(silhouetteOf(outcomes))),
      row('mean cosine to other patients', ({ outcomes }) => signed(meanCosineOf(outcomes))),
      row('effective dimensions', ({ isotropy }) =>
        isotropy === null ? '–' : `${isotropy.effectiveDimensions.toFixed(1)} of ${isotropy.dimension}`,
      ),
      row('IsoScore', ({ isotropy }) => isotropy?.isoScore.toFixed(3) ?? '–'),
    ],
  );
}

/** Skin types in order, those that nobody told last. */
export function skinTypeTable({ outcomes, isotropy }: QuestionGroup): string {
  const groups = [...Object.values(FitzpatrickSkinType), null].map((type) => ({
    name: type ?? 'not known',
    outcomes: outcomes.filter(({ skinType }) => skinType === type),
  }));
  return briefTable('skin type', groups, [...BRIEF_FIGURES, MALIGNANT_AUC], isotropy !== null);
}

/** The conditions that enough questions were about, most frequent first. */
export function conditionTable({ outcomes, isotropy }: QuestionGroup): string {
  const groups = grouped(outcomes, ({ condition }) => condition)
    .map((some) => ({ name: some[0]?.condition ?? '', outcomes: some }))
    .filter((group) => group.outcomes.length >= MIN_QUESTIONS)
    .sort((a, b) => b.outcomes.length - a.outcomes.length);
  return briefTable('condition', groups, BRIEF_FIGURES, isotropy !== null);
}

/** A row for each group that anything was asked of. `withPlaces`: where its vectors lie, too. */
function briefTable(
  heading: string,
  groups: readonly { readonly name: string; readonly outcomes: readonly PlacedOutcome[] }[],
  figures: readonly RetrievalFigure[],
  withPlaces: boolean,
): string {
  const rows = groups
    .filter(({ outcomes }) => outcomes.length > 0)
    .map(({ name, outcomes }) => [
      name,
      countsOf(outcomes),
      ...figures.map((kind) => inPercent(figureOf(kind, outcomes))),
      ...(withPlaces ? [signed(silhouetteOf(outcomes)), signed(meanCosineOf(outcomes))] : []),
    ]);
  const titles = [...figures.map(({ title }) => title), ...(withPlaces ? ['silhouette', 'mean cosine'] : [])];
  return markdownTable([heading, 'questions (patients)', ...titles], rows);
}

function countsOf(outcomes: readonly PlacedOutcome[]): string {
  return `${outcomes.length} (${new Set(outcomes.map(({ patientId }) => patientId)).size})`;
}

function silhouetteOf(outcomes: readonly PlacedOutcome[]): Figure | null {
  return meanOf(outcomes, ({ silhouette }) => silhouette);
}

function meanCosineOf(outcomes: readonly PlacedOutcome[]): Figure | null {
  return meanOf(outcomes, ({ meanCosine }) => meanCosine);
}

/** The mean of what each has against the whole set: patients are resampled, not what they are compared with. */
function meanOf(
  outcomes: readonly PlacedOutcome[],
  valueOf: (one: PlacedOutcome) => number | null,
): Figure | null {
  const placed = outcomes.filter((one) => valueOf(one) !== null);
  if (placed.length < MIN_QUESTIONS) return null;
  const meanValue = (some: readonly PlacedOutcome[]): number | null =>
    mean(some.map((one) => valueOf(one) ?? 0));
  return withInterval(placed, ({ patientId }) => patientId, meanValue);
}

/** "-0.031 (-0.040 to -0.022)", or a dash. */
function signed(figure: Figure | null): string {
  if (figure === null) return '–';
  const { value, low, high } = figure;
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}
