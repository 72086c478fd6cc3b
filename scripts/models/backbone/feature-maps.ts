import { type GraphBuilder, type Value } from '../graph-builder';
import { type Block, BLOCKS, type Layer, STEM } from './layers';
import { type Backbone } from './weights';

/** What a block makes of a picture: [batch, channels, sizePx, sizePx]. */
export interface FeatureMap {
  readonly value: Value;
  readonly channels: number;
  readonly sizePx: number;
}

const KERNEL_PX = 3;
const CLIPPED_AT = 6;

/** The output of every block, of pixels [batch, 3, sizePx, sizePx] in -1..1; `sizePx` must be a multiple of 16. */
export function featureMaps(
  graph: GraphBuilder,
  backbone: Backbone,
  pixels: { readonly value: Value; readonly sizePx: number },
): FeatureMap[] {
  const maps: FeatureMap[] = [];
  let map = convolve(graph, backbone, { ...pixels, channels: 3 }, STEM);
  for (const block of BLOCKS) {
    map = runBlock(graph, backbone, map, block);
    maps.push(map);
  }
  return maps;
}

function runBlock(graph: GraphBuilder, backbone: Backbone, input: FeatureMap, block: Block): FeatureMap {
  const output = block.layers.reduce((map, layer) => convolve(graph, backbone, map, layer), input);
  return block.isResidual ? { ...output, value: graph.op('Add', [input.value, output.value]) } : output;
}

function convolve(graph: GraphBuilder, backbone: Backbone, map: FeatureMap, layer: Layer): FeatureMap {
  const weight = tensorOf(backbone, `${layer.name}.weight`);
  const bias = tensorOf(backbone, `${layer.name}.bias`);
  const [channels = 0, , kernelPx = 1] = weight.shape;
  const convolved = graph.op(
    'Conv',
    [map.value, graph.floats(weight.values, weight.shape), graph.floats(bias.values)],
    {
      kernel_shape: [kernelPx, kernelPx],
      strides: [layer.stride, layer.stride],
      ...(kernelPx === KERNEL_PX ? { pads: paddingAsTrained(layer.stride) } : {}),
      ...(layer.isDepthwise ? { group: channels } : {}),
    },
  );
  const limits = [graph.floats([0], []), graph.floats([CLIPPED_AT], [])];
  const value = layer.isClipped ? graph.op('Clip', [convolved, ...limits]) : convolved;
  return { value, channels, sizePx: map.sizePx / layer.stride };
}

/** TensorFlow's "same": on a map of even size, a step of 2 leaves the first row and column without a margin. */
function paddingAsTrained(stride: 1 | 2): number[] {
  return stride === 1 ? [1, 1, 1, 1] : [0, 0, 1, 1];
}

function tensorOf(backbone: Backbone, name: string) {
  const tensor = backbone.get(name);
  if (tensor === undefined) throw new Error(`The backbone's weights lack ${name}.`);
  return tensor;
}
