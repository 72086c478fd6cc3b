import { type SeededRandom, seededRandom } from '../../seeded-random';

/** How the vectors of a benchmark lie in space. */
export const Spread = {
  /** Like embeddings of pictures: groups around their centres, most of the variance in a few directions. */
  CLUSTERED: 'clustered',
  /** Evenly on the sphere, where all are nearly equally far: the worst case for an approximate index. */
  UNIFORM: 'uniform',
} as const;
export type Spread = (typeof Spread)[keyof typeof Spread];

export interface VectorOptions {
  readonly spread: Spread;
  readonly count: number;
  readonly dimension: number;
  /** Where the groups lie. Vectors of one world resemble each other. */
  readonly worldSeed: number;
  /** Which vectors of that world are drawn: another seed draws others, as queries are. */
  readonly drawSeed: number;
}

/** Directions that hold most of the variance; an embedding of pictures has some tens. */
const LATENT_DIMENSION = 48;
const GROUPS = 128;
/** Of a group's own members around its centre, of the centres around the middle being 1. */
const WITHIN_GROUP = 0.6;
/** Of what lies in no direction at all. */
const NOISE = 0.15;
/** All embeddings of one model share a part: they fill a cone, not the sphere. */
const COMMON = 0.5;

/** Vectors of unit length; the same options give the same vectors. */
export function drawVectors(options: VectorOptions): Float32Array[] {
  const gaussian = gaussianOf(seededRandom(options.drawSeed));
  if (options.spread === Spread.UNIFORM) {
    return Array.from({ length: options.count }, () => toUnit(normals(gaussian, options.dimension)));
  }
  const world = createWorld(options);
  const pick = seededRandom(options.drawSeed + 1);
  return Array.from({ length: options.count }, () => drawMember(world, pick, gaussian));
}

interface World {
  readonly common: Float32Array;
  readonly centres: readonly Float32Array[];
  /** One row a latent direction. */
  readonly directions: readonly Float32Array[];
}

function createWorld({ dimension, worldSeed }: VectorOptions): World {
  const gaussian = gaussianOf(seededRandom(worldSeed));
  return {
    common: normals(gaussian, dimension),
    centres: Array.from({ length: GROUPS }, () => normals(gaussian, LATENT_DIMENSION)),
    directions: Array.from({ length: LATENT_DIMENSION }, () => normals(gaussian, dimension)),
  };
}

function drawMember(world: World, pick: SeededRandom, gaussian: () => number): Float32Array {
  const centre = pick.pick(world.centres);
  const vector = world.common.map((value) => COMMON * value + NOISE * gaussian());
  world.directions.forEach((direction, place) => {
    const along = ((centre[place] ?? 0) + WITHIN_GROUP * gaussian()) / Math.sqrt(LATENT_DIMENSION);
    for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) + along * (direction[i] ?? 0);
  });
  return toUnit(vector);
}

function normals(gaussian: () => number, length: number): Float32Array {
  return Float32Array.from({ length }, gaussian);
}

/** Of mean 0 and variance 1, by Box and Muller. */
function gaussianOf(random: SeededRandom): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}
