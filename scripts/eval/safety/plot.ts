interface Point {
  readonly x: number;
  readonly y: number;
}

interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Both from 0 to 1. */
  readonly line: readonly Point[];
  readonly dots: readonly (Point & { readonly label: string })[];
}

const SIDE_PX = 360;
const MARGIN_PX = 56;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** A square plot as SVG, with the diagonal. */
export function plotSvg({ title, xLabel, yLabel, line, dots }: Plot): string {
  const x = (value: number): string => (MARGIN_PX + value * SIDE_PX).toFixed(1);
  const y = (value: number): string => (MARGIN_PX + (1 - value) * SIDE_PX).toFixed(1);
  const size = SIDE_PX + 2 * MARGIN_PX;
  const path = line.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.x)} ${y(point.y)}`).join(' ');
  const middle = MARGIN_PX + SIDE_PX / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" font-family="sans-serif" font-size="12">`,
    `<rect width="${size}" height="${size}" fill="#fff"/>`,
    `<text x="${middle}" y="28" text-anchor="middle" font-size="14">${title}</text>`,
    ...TICKS.flatMap((tick) => [
      `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#ddd" fill="none"/>`,
      `<text x="${x(tick)}" y="${size - MARGIN_PX + 18}" text-anchor="middle">${tick}</text>`,
      `<text x="${MARGIN_PX - 8}" y="${y(tick)}" text-anchor="end" dominant-baseline="middle">${tick}</text>`,
    ]),
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#999" stroke-dasharray="4" fill="none"/>`,
    `<path d="${path}" stroke="#1565c0" stroke-width="2" fill="none"/>`,
    ...dots.flatMap((dot) => [
      `<circle cx="${x(dot.x)}" cy="${y(dot.y)}" r="4" fill="#c62828"/>`,
      `<text x="${x(dot.x)}" y="${y(dot.y)}" dx="7" dy="14">${dot.label}</text>`,
    ]),
    `<text x="${middle}" y="${size - 12}" text-anchor="middle">${xLabel}</text>`,
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${yLabel}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
