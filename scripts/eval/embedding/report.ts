import { type Figure } from '../bootstrap';
import { inPercent, markdownTable } from '../../markdown-table';
import { type EmbeddingFigures } from './measure';

export interface MeasuredModel {
  readonly title: string;
  readonly length: number;
  readonly msPerPicture: number;
  readonly figures: EmbeddingFigures;
}

/** One row a model. Areas under the curve: against all that is not malignant, then against benign lesions alone. */
export function figuresTable(measured: readonly MeasuredModel[]): string {
  const rows = measured.map(({ title, length, msPerPicture, figures }) => [
    title,
    String(length),
    asArea(figures.neighbours),
    asArea(figures.neighboursBenign),
    asArea(figures.probe),
    asArea(figures.probeBenign),
    inPercent(figures.nearestIsRight),
    msPerPicture.toFixed(1),
  ]);
  const heading = [
    'model',
    'values',
    '10 neighbours',
    'without premalignant',
    'linear probe',
    'without premalignant',
    'nearest has the condition',
    'ms, one thread',
  ];
  return markdownTable(heading, rows);
}

/** In markdown: of each condition, how often the nearest picture of another patient has it too. */
export function byConditionTable(
  conditions: readonly { condition: string; count: number; right: Figure | null }[],
): string {
  const rows = conditions.map(({ condition, count, right }) => [condition, String(count), inPercent(right)]);
  return markdownTable(['condition', 'pictures', 'nearest has it too'], rows);
}

function asArea(figure: Figure | null): string {
  if (figure === null) return '–';
  return `${figure.value.toFixed(3)} (${figure.low.toFixed(3)}–${figure.high.toFixed(3)})`;
}
