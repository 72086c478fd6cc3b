import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelManifest, ResizeKernel, ResizeMode } from '../../src/embedding';
import { seededRandom } from '../seeded-random';
import { createGraphBuilder, type GraphBuilder, type Value } from './graph-builder';

/** The sizes of a vision transformer. */
export interface VitSizes {
  readonly sizePx: number;
  readonly patchPx: number;
  readonly layers: number;
  readonly heads: number;
  /** Width of the stream between the layers, and of the embedding. */
  readonly width: number;
  /** Width inside each layer's feed-forward part. */
  readonly hiddenWidth: number;
}

/** ViT-B/16 at 224 px, as the vision tower of SigLIP-2 base: 86 million weights, 343 MB. */
export const VIT_B16: VitSizes = {
  sizePx: 224,
  patchPx: 16,
  layers: 12,
  heads: 12,
  width: 768,
  hiddenWidth: 3072,
};

const INPUT = 'pixel_values';
const OUTPUT = 'image_embeds';
const SEED = 20_261_123;
/** The spread that such networks are usually started with; larger ones make the softmax a choice of one patch. */
const WEIGHT_RANGE = 0.035;
const LAYER_NORM_EPSILON = 1e-6;

/**
 * Writes a vision transformer of these sizes with random weights: what it says of a picture is worth nothing, what it costs
 * is what a real one of its shape costs. The same sizes give the same bytes. Holds about three times the file in memory.
 */
export async function writeVitShapedModel(
  folder: string,
  sizes: VitSizes = VIT_B16,
): Promise<{ path: string; manifest: ModelManifest }> {
  const bytes = buildVitShaped(sizes);
  const { sizePx, patchPx, layers, width } = sizes;
  const name = `vit-shaped-${layers}x${width}-patch${patchPx}-${sizePx}`;
  const file = `${name}.onnx`;
  const path = join(folder, file);
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
  const manifest: ModelManifest = {
    name,
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    inputName: INPUT,
    outputName: OUTPUT,
    sizePx,
    resize: { kernel: ResizeKernel.BILINEAR, mode: ResizeMode.SQUASH },
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    dimension: width,
    licence: 'Apache-2.0',
    source: 'scripts/models/vit-shaped.ts',
  };
  return { path, manifest };
}

/** pixel_values [batch, 3, sizePx, sizePx] -> image_embeds [batch, width]: the mean over the patches after the last layer. */
export function buildVitShaped(sizes: VitSizes): Buffer {
  const graph = createGraphBuilder('vit-shaped');
  const weights = randomWeights(graph);
  let stream = patches(graph, weights, sizes);
  for (let layer = 0; layer < sizes.layers; layer++) {
    stream = graph.op('Add', [stream, attention(graph, weights, sizes, normalised(graph, stream, sizes))]);
    stream = graph.op('Add', [stream, feedForward(graph, weights, sizes, normalised(graph, stream, sizes))]);
  }
  graph.op('ReduceMean', [normalised(graph, stream, sizes)], { axes: [1], keepdims: 0 }, OUTPUT);
  return graph.encode(
    { name: INPUT, shape: ['batch', 3, sizes.sizePx, sizes.sizePx] },
    { name: OUTPUT, shape: ['batch', sizes.width] },
  );
}

type Weights = (dims: readonly number[]) => Value;

/** Evenly distributed weights, each block going on where the last one ended. No function whose last bit may differ by machine. */
function randomWeights(graph: GraphBuilder): Weights {
  const random = seededRandom(SEED);
  return (dims) => {
    const count = dims.reduce((product, size) => product * size, 1);
    return graph.floats(
      Float32Array.from({ length: count }, () => random.between(-WEIGHT_RANGE, WEIGHT_RANGE)),
      dims,
    );
  };
}

/** One row for each patch of the picture: [batch, patches, width]. */
function patches(graph: GraphBuilder, weights: Weights, { sizePx, patchPx, width }: VitSizes): Value {
  const patchCount = (sizePx / patchPx) ** 2;
  const tiles = graph.op('Conv', [INPUT, weights([width, 3, patchPx, patchPx])], {
    kernel_shape: [patchPx, patchPx],
    strides: [patchPx, patchPx],
  });
  const columns = graph.op('Reshape', [tiles, graph.integers([0, width, patchCount])]);
  const rows = graph.op('Transpose', [columns], { perm: [0, 2, 1] });
  return graph.op('Add', [rows, weights([1, patchCount, width])]);
}

function attention(graph: GraphBuilder, weights: Weights, sizes: VitSizes, rows: Value): Value {
  const { width, heads } = sizes;
  const byHead = (values: Value, perm: readonly number[]): Value =>
    graph.op('Transpose', [graph.op('Reshape', [values, graph.integers([0, 0, heads, width / heads])])], {
      perm,
    });
  const queries = byHead(linear(graph, weights, rows, width, width), [0, 2, 1, 3]);
  const keys = byHead(linear(graph, weights, rows, width, width), [0, 2, 3, 1]);
  const values = byHead(linear(graph, weights, rows, width, width), [0, 2, 1, 3]);
  const scale = graph.floats([1 / Math.sqrt(width / heads)]);
  const scores = graph.op('Mul', [graph.op('MatMul', [queries, keys]), scale]);
  const mixed = graph.op('MatMul', [graph.op('Softmax', [scores], { axis: -1 }), values]);
  const joined = graph.op('Reshape', [
    graph.op('Transpose', [mixed], { perm: [0, 2, 1, 3] }),
    graph.integers([0, 0, width]),
  ]);
  return linear(graph, weights, joined, width, width);
}

function feedForward(graph: GraphBuilder, weights: Weights, sizes: VitSizes, rows: Value): Value {
  const { width, hiddenWidth } = sizes;
  const hidden = gelu(graph, linear(graph, weights, rows, width, hiddenWidth));
  return linear(graph, weights, hidden, hiddenWidth, width);
}

/** x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x³))), operator by operator as exporters write it and ONNX Runtime fuses it. */
function gelu(graph: GraphBuilder, x: Value): Value {
  const cube = graph.op('Pow', [x, graph.floats([3], [])]);
  const inner = graph.op('Add', [x, graph.op('Mul', [cube, graph.floats([0.044715], [])])]);
  const tanh = graph.op('Tanh', [graph.op('Mul', [inner, graph.floats([0.7978845834732056], [])])]);
  const gate = graph.op('Add', [tanh, graph.floats([1], [])]);
  return graph.op('Mul', [graph.op('Mul', [x, gate]), graph.floats([0.5], [])]);
}

function normalised(graph: GraphBuilder, rows: Value, { width }: VitSizes): Value {
  const scale = graph.floats(new Float32Array(width).fill(1));
  return graph.op('LayerNormalization', [rows, scale, graph.floats(new Float32Array(width))], {
    axis: -1,
    epsilon: { float: LAYER_NORM_EPSILON },
  });
}

function linear(graph: GraphBuilder, weights: Weights, rows: Value, from: number, to: number): Value {
  const product = graph.op('MatMul', [rows, weights([from, to])]);
  return graph.op('Add', [product, graph.floats(new Float32Array(to))]);
}
