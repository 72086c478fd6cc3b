import { type Figure } from './eval/bootstrap';

/** A table in markdown. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** "98.2 % (97.0–99.1)", or a dash. */
export function inPercent(figure: Figure | null): string {
  if (figure === null) return '–';
  const percent = (part: number): string => (100 * part).toFixed(1);
  return `${percent(figure.value)} % (${percent(figure.low)}–${percent(figure.high)})`;
}
