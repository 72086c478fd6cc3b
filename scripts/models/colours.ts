import { type GraphBuilder, type Value } from './graph-builder';
import { REGION_COUNT, regionWeights } from './regions';

/** Of R, G, B and the three opponent colours. */
const COLOURS = 6;
const OPPONENT_COLOURS = 3;
const BINS = 10;

export const MOMENTS_LENGTH = 2 * COLOURS * REGION_COUNT;
export const HISTOGRAMS_LENGTH = OPPONENT_COLOURS * BINS * REGION_COUNT;

/** A picture's colours [batch, 3, sizePx, sizePx]. */
export interface Colours {
  readonly rgb: Value;
  /** Luma, red against green, yellow against blue; the last two around one half. */
  readonly opponent: Value;
  readonly sizePx: number;
}

/** Grey world: each channel is scaled to a mean of one half, which takes the colour and strength of the light out. */
export function evenLight(graph: GraphBuilder, pixels: Value): Value {
  const mean = graph.op('ReduceMean', [pixels], { axes: [2, 3], keepdims: 1 });
  const safeMean = graph.op('Add', [mean, graph.floats([1e-3])]);
  return graph.op('Mul', [graph.op('Div', [pixels, safeMean]), graph.floats([0.5])]);
}

/** `Colours.opponent` of RGB values from 0 to 1. */
export function opponentColours(graph: GraphBuilder, rgb: Value): Value {
  const weights = graph.floats([0.299, 0.587, 0.114, 0.5, -0.5, 0, 0.25, 0.25, -0.5], [3, 3, 1, 1]);
  return graph.op('Conv', [rgb, weights, graph.floats([0, 0.5, 0.5])], { kernel_shape: [1, 1] });
}

/** Mean and deviation of every colour in every region: [batch, MOMENTS_LENGTH]. */
export function moments(graph: GraphBuilder, { rgb, opponent, sizePx }: Colours): Value {
  const colours = halved(graph, graph.op('Concat', [rgb, opponent], { axis: 1 }));
  const mean = regionMeans(graph, colours, COLOURS, sizePx / 2);
  const meanOfSquares = regionMeans(graph, graph.op('Mul', [colours, colours]), COLOURS, sizePx / 2);
  const variance = graph.op('Relu', [graph.op('Sub', [meanOfSquares, graph.op('Mul', [mean, mean])])]);
  const deviation = graph.op('Sqrt', [graph.op('Add', [variance, graph.floats([1e-6])])]);
  return graph.op('Concat', [flat(graph, mean), flat(graph, deviation)], { axis: 1 });
}

/**
 * How much of every region has which colour: [batch, HISTOGRAMS_LENGTH]. Soft bins: each is the mean of a Gaussian around its
 * centre, so that a small change of colour changes little; rooted, which tames the tails.
 */
export function histograms(graph: GraphBuilder, { opponent, sizePx }: Colours): Value {
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
  const shares = regionMeans(graph, graph.op('Exp', [exponents]), channels, sizePx / 2);
  return graph.op('Sqrt', [graph.op('Add', [flat(graph, shares), graph.floats([1e-4])])]);
}

/** Means [batch, channels, columns] of square maps under `weights` [sizePx * sizePx, columns]. */
export function weightedMeans(
  graph: GraphBuilder,
  maps: { readonly value: Value; readonly channels: number; readonly sizePx: number },
  weights: Float32Array,
): Value {
  const pixels = maps.sizePx ** 2;
  const rows = graph.op('Reshape', [maps.value, graph.integers([0, maps.channels, pixels])]);
  return graph.op('MatMul', [rows, graph.floats(weights, [pixels, weights.length / pixels])]);
}

/** Everything of a picture in one row. */
export function flat(graph: GraphBuilder, values: Value): Value {
  return graph.op('Reshape', [values, graph.integers([0, -1])]);
}

function regionMeans(graph: GraphBuilder, value: Value, channels: number, sizePx: number): Value {
  return weightedMeans(graph, { value, channels, sizePx }, regionWeights(sizePx));
}

function halved(graph: GraphBuilder, maps: Value): Value {
  return graph.op('AveragePool', [maps], { kernel_shape: [2, 2], strides: [2, 2] });
}
