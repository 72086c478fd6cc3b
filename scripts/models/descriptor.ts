import { GABOR_ORIENTATIONS, GABOR_SIZE_PX, gaborBank } from './gabor';
import { createGraphBuilder, type GraphBuilder, type Value } from './graph-builder';
import { REGION_COUNT, regionWeights } from './regions';

/**
 * The default model: no learned weights, but what a colour and texture descriptor of a skin lesion needs, as an ONNX graph.
 *
 * pixel_values [batch, 3, 224, 224], RGB in 0..1 -> grey-world colour constancy -> over the whole picture and seven rings:
 *   moments     mean and deviation of R, G, B and three opponent colours
 *   histograms  20 soft bins of each opponent colour
 *   texture     energy of 8 Gabor orientations at 3 scales
 * -> square root (tames the tails) -> standardised by `statistics` and weighted by block -> image_embeds [batch, 768].
 */
const DESCRIPTOR_SIZE_PX = 224;
export const DESCRIPTOR_INPUT = 'pixel_values';
export const DESCRIPTOR_OUTPUT = 'image_embeds';

const COLOURS = 6;
const OPPONENT_COLOURS = 3;
const BINS = 20;
const SCALES = 3;

/** Length of each block; `weight` is its share of a standardised vector's squared length, to be rooted. */
const BLOCKS = [
  { length: 2 * COLOURS * REGION_COUNT, weight: 1 },
  { length: OPPONENT_COLOURS * BINS * REGION_COUNT, weight: 9 },
  { length: SCALES * GABOR_ORIENTATIONS * REGION_COUNT, weight: 1 },
] as const;
export const DESCRIPTOR_DIMENSION = BLOCKS.reduce((sum, block) => sum + block.length, 0);

/** Mean and standard deviation of each of the descriptor's values over a set of real pictures. */
export interface DescriptorStatistics {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** The model file's bytes. Without statistics the output is the plain descriptor, of which they are measured. */
export function buildDescriptor(statistics: DescriptorStatistics | null): Buffer {
  const graph = createGraphBuilder('colour-texture');
  const rgb = evenLight(graph, DESCRIPTOR_INPUT);
  const opponent = opponentColours(graph, rgb);
  const values = graph.op(
    'Concat',
    [...moments(graph, rgb, opponent), histograms(graph, opponent), ...textures(graph, opponent)],
    { axis: 1 },
  );
  const tamed = graph.op('Sqrt', [graph.op('Add', [values, graph.floats([1e-4])])]);
  if (statistics === null) graph.op('Identity', [tamed], {}, DESCRIPTOR_OUTPUT);
  else standardise(graph, tamed, statistics);
  return graph.encode(
    { name: DESCRIPTOR_INPUT, shape: ['batch', 3, DESCRIPTOR_SIZE_PX, DESCRIPTOR_SIZE_PX] },
    { name: DESCRIPTOR_OUTPUT, shape: ['batch', DESCRIPTOR_DIMENSION] },
  );
}

/** Grey world: each channel is scaled to a mean of one half, which takes the colour and strength of the light out. */
function evenLight(graph: GraphBuilder, pixels: Value): Value {
  const mean = graph.op('ReduceMean', [pixels], { axes: [2, 3], keepdims: 1 });
  const safeMean = graph.op('Add', [mean, graph.floats([1e-3])]);
  return graph.op('Mul', [graph.op('Div', [pixels, safeMean]), graph.floats([0.5])]);
}

/** Luma, red against green, yellow against blue; the last two around one half. */
function opponentColours(graph: GraphBuilder, rgb: Value): Value {
  const weights = graph.floats([0.299, 0.587, 0.114, 0.5, -0.5, 0, 0.25, 0.25, -0.5], [3, 3, 1, 1]);
  return graph.op('Conv', [rgb, weights, graph.floats([0, 0.5, 0.5])], { kernel_shape: [1, 1] });
}

function moments(graph: GraphBuilder, rgb: Value, opponent: Value): Value[] {
  const colours = halved(graph, graph.op('Concat', [rgb, opponent], { axis: 1 }));
  const sizePx = DESCRIPTOR_SIZE_PX / 2;
  const mean = regionMeans(graph, colours, COLOURS, sizePx);
  const meanOfSquares = regionMeans(graph, graph.op('Mul', [colours, colours]), COLOURS, sizePx);
  const variance = graph.op('Relu', [graph.op('Sub', [meanOfSquares, graph.op('Mul', [mean, mean])])]);
  return [flat(graph, mean), flat(graph, root(graph, variance))];
}

/** Soft bins: each is the mean of a Gaussian around its centre, so that a small change of colour changes little. */
function histograms(graph: GraphBuilder, opponent: Value): Value {
  const channels = OPPONENT_COLOURS * BINS;
  const centres = Array.from({ length: channels }, (_, i) => {
    const centre = ((i % BINS) + 0.5) / BINS;
    return i < BINS ? centre : 0.25 + centre / 2;
  });
  // Luma fills 0..1, the other two the middle half of it: their bins, and so the Gaussians, are half as wide.
  const sharpness = centres.map((_, i) => (i < BINS ? -2 : -8) * BINS ** 2);
  const distances = graph.op(
    'Conv',
    [
      halved(graph, opponent),
      graph.floats(new Float32Array(channels).fill(1), [channels, 1, 1, 1]),
      graph.floats(centres.map((centre) => -centre)),
    ],
    { kernel_shape: [1, 1], group: OPPONENT_COLOURS },
  );
  const exponents = graph.op('Mul', [
    graph.op('Mul', [distances, distances]),
    graph.floats(sharpness, [1, channels, 1, 1]),
  ]);
  return flat(graph, regionMeans(graph, graph.op('Exp', [exponents]), channels, DESCRIPTOR_SIZE_PX / 2));
}

function textures(graph: GraphBuilder, opponent: Value): Value[] {
  const bank = graph.floats(gaborBank(), [2 * GABOR_ORIENTATIONS, 1, GABOR_SIZE_PX, GABOR_SIZE_PX]);
  const margin = (GABOR_SIZE_PX - 1) / 2;
  let luma = channelRange(graph, opponent, 0, 1);
  let sizePx = DESCRIPTOR_SIZE_PX / 2;
  const scales: Value[] = [];
  for (let scale = 0; scale < SCALES; scale++) {
    const waves = graph.op('Conv', [luma, bank], {
      kernel_shape: [GABOR_SIZE_PX, GABOR_SIZE_PX],
      pads: [margin, margin, margin, margin],
      strides: [2, 2],
    });
    const squares = graph.op('Mul', [waves, waves]);
    const even = channelRange(graph, squares, 0, GABOR_ORIENTATIONS);
    const odd = channelRange(graph, squares, GABOR_ORIENTATIONS, 2 * GABOR_ORIENTATIONS);
    const energy = root(graph, graph.op('Add', [even, odd]));
    scales.push(flat(graph, regionMeans(graph, energy, GABOR_ORIENTATIONS, sizePx)));
    luma = halved(graph, luma);
    sizePx /= 2;
  }
  return scales;
}

function standardise(graph: GraphBuilder, values: Value, { mean, deviation }: DescriptorStatistics): void {
  const blockScales = BLOCKS.flatMap(({ length, weight }) =>
    new Array<number>(length).fill(Math.sqrt(weight / length)),
  );
  const scales = blockScales.map((scale, i) => scale / (deviation[i] ?? 1));
  const centred = graph.op('Sub', [values, graph.floats(mean)]);
  graph.op('Mul', [centred, graph.floats(scales)], {}, DESCRIPTOR_OUTPUT);
}

function regionMeans(graph: GraphBuilder, maps: Value, channels: number, sizePx: number): Value {
  const pixels = sizePx * sizePx;
  const rows = graph.op('Reshape', [maps, graph.integers([0, channels, pixels])]);
  return graph.op('MatMul', [rows, graph.floats(regionWeights(sizePx), [pixels, REGION_COUNT])]);
}

function channelRange(graph: GraphBuilder, maps: Value, from: number, to: number): Value {
  const channelAxis = graph.integers([1]);
  return graph.op('Slice', [maps, graph.integers([from]), graph.integers([to]), channelAxis]);
}

function halved(graph: GraphBuilder, maps: Value): Value {
  return graph.op('AveragePool', [maps], { kernel_shape: [2, 2], strides: [2, 2] });
}

function root(graph: GraphBuilder, values: Value): Value {
  return graph.op('Sqrt', [graph.op('Add', [values, graph.floats([1e-6])])]);
}

function flat(graph: GraphBuilder, values: Value): Value {
  return graph.op('Reshape', [values, graph.integers([0, -1])]);
}
