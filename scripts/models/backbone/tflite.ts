import { readFlatBuffer } from './flatbuffer';

/** Element types of TensorFlow Lite's schema that occur among weights. */
const ELEMENT_TYPES: Readonly<Record<number, 'F32' | 'F16'>> = { 0: 'F32', 1: 'F16' };

const CONV_2D = 3;
const DEPTHWISE_CONV_2D = 4;
const DEQUANTIZE = 6;

/** Weights as the file holds them. */
export interface StoredTensor {
  readonly type: 'F32' | 'F16';
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/** A convolution: `weight` is [out, height, width, in], or [1, height, width, channels] where each channel has its own. */
export interface StoredConvolution {
  readonly isDepthwise: boolean;
  readonly weight: StoredTensor;
  readonly bias: StoredTensor;
}

/**
 * The convolutions of a TensorFlow Lite file in the order in which they run (field numbers: tensorflow/lite/schema/schema.fbs).
 * Throws if one's weights are not constants in half or single precision.
 */
export function readConvolutions(file: Buffer): StoredConvolution[] {
  const flat = readFlatBuffer(file);
  const model = flat.root();
  const operatorCodes = flat
    .tables(model, 1)
    .map((code) => Math.max(flat.uint8(code, 0), flat.int32(code, 3)));
  const buffers = flat.tables(model, 4);
  const [subgraph = 0] = flat.tables(model, 2);
  const tensors = flat.tables(subgraph, 0);
  const operators = flat.tables(subgraph, 3).map((operator) => ({
    code: operatorCodes[flat.int32(operator, 0)] ?? -1,
    inputs: flat.int32s(operator, 1),
    outputs: flat.int32s(operator, 2),
  }));
  /** Weights in half precision are widened by an operator of their own, before the convolution that uses them. */
  const widenedFrom = new Map(
    operators
      .filter(({ code }) => code === DEQUANTIZE)
      .map(({ inputs, outputs }) => [outputs[0], inputs[0]] as const),
  );
  const constantAt = (index: number | undefined): StoredTensor => {
    const table = tensors[widenedFrom.get(index) ?? index ?? -1] ?? 0;
    const type = ELEMENT_TYPES[flat.uint8(table, 1)];
    const data = flat.bytes(buffers[flat.int32(table, 2)] ?? 0, 0);
    if (type === undefined || data.length === 0) throw new Error('A weight is no constant of a known type.');
    return { type, shape: flat.int32s(table, 0), data };
  };
  return operators
    .filter(({ code }) => code === CONV_2D || code === DEPTHWISE_CONV_2D)
    .map(({ code, inputs }) => ({
      isDepthwise: code === DEPTHWISE_CONV_2D,
      weight: constantAt(inputs[1]),
      bias: constantAt(inputs[2]),
    }));
}
