import { type FeatureMap, featureMaps } from './backbone/feature-maps';
import { type Backbone } from './backbone/weights';
import { type Colours, evenLight, opponentColours } from './colours';
import { createGraphBuilder, type GraphBuilder, type Value } from './graph-builder';

const INPUT_SIZE_PX = 224;
export const INPUT_NAME = 'pixel_values';
export const OUTPUT_NAME = 'image_embeds';

/** What the parts of a vector are computed from. */
export interface PictureValues {
  readonly graph: GraphBuilder;
  readonly colours: Colours;
  /** The outputs of the backbone's blocks; in the graph only if somebody asks. */
  blockOutputs(): readonly FeatureMap[];
}

/** A part of the vector. */
export interface Part {
  readonly length: number;
  /** Its share of a standardised vector's squared length. */
  readonly weight: number;
  /** [batch, length] */
  values(picture: PictureValues): Value;
}

/** How a picture becomes a vector. */
export interface Recipe {
  readonly name: string;
  /** Grey-world colour constancy before everything else. */
  readonly hasEvenLight: boolean;
  readonly parts: readonly Part[];
}

/** Mean and standard deviation of each value over a set of real pictures. */
export interface Statistics {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * A recipe as an ONNX file: pixel_values [batch, 3, 224, 224], RGB in 0..1, to image_embeds [batch, length], standardised by
 * `statistics` and weighted by part. Without statistics it gives the bare values, of which they are measured.
 */
export function buildModel(recipe: Recipe, backbone: Backbone, statistics: Statistics | null): Buffer {
  const graph = createGraphBuilder(recipe.name);
  const picture = pictureValues(graph, recipe, backbone);
  const values = graph.op(
    'Concat',
    recipe.parts.map((part) => part.values(picture)),
    { axis: 1 },
  );
  if (statistics === null) {
    graph.op('Identity', [values], {}, OUTPUT_NAME);
  } else {
    const centred = graph.op('Sub', [values, graph.floats(statistics.mean)]);
    graph.op('Mul', [centred, graph.floats(scalesOf(recipe, statistics))], {}, OUTPUT_NAME);
  }
  return graph.encode(
    { name: INPUT_NAME, shape: ['batch', 3, INPUT_SIZE_PX, INPUT_SIZE_PX] },
    { name: OUTPUT_NAME, shape: ['batch', lengthOf(recipe)] },
  );
}

/** Of the vector: all parts, one after another. */
export function lengthOf(recipe: Recipe): number {
  return recipe.parts.reduce((sum, { length }) => sum + length, 0);
}

/** What each centred value is multiplied by, so that every part has its share of the vector. */
export function scalesOf(recipe: Recipe, { deviation }: Statistics): number[] {
  const shares = recipe.parts.flatMap(({ length, weight }) =>
    new Array<number>(length).fill(Math.sqrt(weight / length)),
  );
  return shares.map((share, index) => share / (deviation[index] ?? 1));
}

function pictureValues(graph: GraphBuilder, recipe: Recipe, backbone: Backbone): PictureValues {
  const sizePx = INPUT_SIZE_PX;
  const rgb = recipe.hasEvenLight ? evenLight(graph, INPUT_NAME) : INPUT_NAME;
  let maps: readonly FeatureMap[] | null = null;
  return {
    graph,
    colours: { rgb, opponent: opponentColours(graph, rgb), sizePx },
    blockOutputs: () => (maps ??= featureMaps(graph, backbone, { value: aroundZero(graph, rgb), sizePx })),
  };
}

/** 0..1 to -1..1, as the backbone was trained; what even light made brighter than white is white. */
function aroundZero(graph: GraphBuilder, rgb: Value): Value {
  const bounded = graph.op('Clip', [rgb, graph.floats([0], []), graph.floats([1], [])]);
  return graph.op('Sub', [graph.op('Mul', [bounded, graph.floats([2])]), graph.floats([1])]);
}
