import { type SeededRandom } from '../../seeded-random';

/** Taken out once: a test's sandbox makes every look-up of a global dear, and there are millions of pixels. */
const { atan2, ceil, floor, max, min, round, sin, sqrt } = Math;

type Rgb = readonly [number, number, number];

/** How a lesion's colour runs from its edge (depth 0) to its middle (depth 1) on a given skin. */
const PAINTS = {
  'mottled-brown': (skin, depth, grain) =>
    mix(skin, grain > 0.55 ? [25, 18, 20] : [88, 52, 38], 0.6 + 0.4 * depth),
  'even-brown': (skin, depth) => mix(skin, [58, 34, 26], 0.55 + 0.3 * depth),
  pearly: (skin, depth, grain) => {
    const rolledEdge = mix(skin, [238, 196, 190], 0.75);
    return depth < 0.45
      ? grain > 0.86
        ? mix(rolledEdge, [170, 40, 50], 0.7)
        : rolledEdge
      : mix(skin, [140, 50, 45], 0.7);
  },
  'red-scaly': (skin, depth, grain) =>
    grain > 0.8 ? mix(skin, [225, 205, 195], 0.6) : mix(skin, [175, 65, 60], 0.5 * depth),
  ring: (skin, depth, grain) =>
    depth < 0.35
      ? mix(skin, grain > 0.75 ? [222, 200, 190] : [170, 60, 55], 0.6)
      : mix(skin, [190, 120, 100], 0.15),
  'silver-scale': (skin, _depth, grain) =>
    grain > 0.4 ? mix(skin, [232, 230, 230], 0.8) : mix(skin, [165, 45, 50], 0.7),
  wheal: (skin, depth) => (depth < 0.3 ? mix(skin, [205, 75, 75], 0.5) : mix(skin, [245, 205, 200], 0.4)),
  'honey-crust': (skin, depth, grain) =>
    depth > 0.3
      ? mix(skin, grain > 0.5 ? [205, 150, 50] : [170, 115, 35], 0.85)
      : mix(skin, [180, 60, 55], 0.5),
} satisfies Record<string, (skin: Rgb, depth: number, grain: number) => Rgb>;

export interface LesionStyle {
  readonly count: number;
  /** Least and most, as shares of the picture's side. */
  readonly radius: readonly [number, number];
  /** 0 is a circle; 0.4 has a border like a coast. */
  readonly ragged: number;
  /** Share of the radius over which the border fades into the skin. */
  readonly softness: number;
  readonly layout: 'centre' | 'scattered';
  readonly paint: keyof typeof PAINTS;
}

/** Skin of the Fitzpatrick types 1 to 6. */
const SKINS: readonly Rgb[] = [
  [244, 208, 190],
  [232, 190, 165],
  [214, 165, 134],
  [180, 128, 95],
  [128, 84, 60],
  [82, 54, 42],
];

export const DEMO_SIZE_PX = 224;

interface Lesion {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** No part of it is farther from its middle. */
  readonly reach: number;
  readonly waves: readonly { readonly lobes: number; readonly phase: number; readonly height: number }[];
}

/** Draws a picture as RGB bytes, `DEMO_SIZE_PX` square. `skinType`: 1 to 6. The same chance draws the same picture. */
export function drawLesions(style: LesionStyle, skinType: number, random: SeededRandom): Buffer {
  const skin = SKINS[skinType - 1] ?? [200, 150, 120];
  const lesions = Array.from({ length: style.count }, () => placeLesion(style, random));
  const grain = grainField(random);
  const pixels = Buffer.alloc(DEMO_SIZE_PX * DEMO_SIZE_PX * 3);
  for (let y = 0; y < DEMO_SIZE_PX; y += 1) {
    for (let x = 0; x < DEMO_SIZE_PX; x += 1) {
      const here = grain(x, y);
      const shaded = mix(skin, [0, 0, 0], 0.08 * here);
      const colour = lesions.reduce<Rgb>(
        (under, lesion) => paintOver(under, lesion, style, x / DEMO_SIZE_PX, y / DEMO_SIZE_PX, here),
        shaded,
      );
      pixels.set(colour.map(round), (y * DEMO_SIZE_PX + x) * 3);
    }
  }
  return pixels;
}

function placeLesion(style: LesionStyle, random: SeededRandom): Lesion {
  const spread = style.layout === 'centre' ? 0.06 : 0.36;
  const [x, y] = [0.5 + random.between(-spread, spread), 0.5 + random.between(-spread, spread)];
  const radius = random.between(...style.radius);
  const waves = [2, 3, 5, 8].map((lobes) => ({
    lobes,
    phase: random.between(0, 2 * Math.PI),
    height: (style.ragged * random.between(0.3, 1)) / sqrt(lobes),
  }));
  const reach = radius * waves.reduce((sum, wave) => sum + wave.height, 1);
  return { x, y, radius, reach, waves };
}

function paintOver(under: Rgb, lesion: Lesion, style: LesionStyle, x: number, y: number, grain: number): Rgb {
  const distance = sqrt((x - lesion.x) ** 2 + (y - lesion.y) ** 2);
  if (distance > lesion.reach) return under;
  const angle = atan2(y - lesion.y, x - lesion.x);
  const bulge = lesion.waves.reduce(
    (sum, wave) => sum + wave.height * sin(wave.lobes * angle + wave.phase),
    1,
  );
  const depth = 1 - distance / (lesion.radius * max(0.2, bulge));
  if (depth <= 0) return under;
  const opacity = min(1, depth / style.softness);
  return mix(under, PAINTS[style.paint](under, depth, grain), opacity);
}

/** Smooth noise from 0 to 1: random values on a lattice, blended between its points. */
function grainField(random: SeededRandom): (x: number, y: number) => number {
  const cell = 6;
  const side = ceil(DEMO_SIZE_PX / cell) + 2;
  const lattice = Array.from({ length: side * side }, () => random.next());
  const at = (column: number, row: number): number => lattice[row * side + column] ?? 0;
  return (x, y) => {
    const [column, row] = [floor(x / cell), floor(y / cell)];
    const [right, down] = [x / cell - column, y / cell - row];
    const above = at(column, row) * (1 - right) + at(column + 1, row) * right;
    const below = at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right;
    return above * (1 - down) + below * down;
  };
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}
