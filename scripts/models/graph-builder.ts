import { createHash } from 'node:crypto';
import { encodeModel } from './onnx-schema';

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;
/** Understood by every ONNX Runtime since 1.14. */
const IR_VERSION = 8;
const OPSET_VERSION = 17;

/** The name of a value that flows through the graph. */
export type Value = string & { readonly brand?: 'onnx value' };
export type Shape = readonly (number | string)[];
/** An integer, several, or a float: the format tells the three apart, a JavaScript number does not. */
export type Attribute = number | readonly number[] | { readonly float: number };

/** Writes an ONNX graph operator by operator; the same calls in the same order give the same bytes. */
export interface GraphBuilder {
  /** Adds an operator with one output, which is named `output` if given. */
  op(
    type: string,
    inputs: readonly Value[],
    attributes?: Readonly<Record<string, Attribute>>,
    output?: string,
  ): Value;
  floats(values: ArrayLike<number>, dims?: readonly number[]): Value;
  integers(values: readonly number[]): Value;
  /** The file's bytes, for a graph with one input and one output. A dimension given as text is free. */
  encode(input: { name: string; shape: Shape }, output: { name: string; shape: Shape }): Buffer;
}

/** An empty graph, to be filled in the order in which its operators run. */
export function createGraphBuilder(graphName: string): GraphBuilder {
  const node: object[] = [];
  const initializer: object[] = [];
  /** Equal constants are written once. */
  const constants = new Map<string, Value>();

  const constant = (dims: readonly number[], dataType: number, rawData: Buffer): Value => {
    const digest = createHash('sha256').update(rawData).digest('hex');
    const key = `${dataType} ${dims.join('x')} ${digest}`;
    const known = constants.get(key);
    if (known !== undefined) return known;
    const name = `constant_${initializer.length}`;
    initializer.push({ dims, dataType, name, rawData });
    constants.set(key, name);
    return name;
  };

  return {
    op(type, inputs, attributes = {}, output = `${type.toLowerCase()}_${node.length}`) {
      node.push({
        opType: type,
        name: `node_${node.length}`,
        input: inputs,
        output: [output],
        attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...attributeValue(value) })),
      });
      return output;
    },
    floats(values, dims = [values.length]) {
      const rawData = Buffer.alloc(values.length * 4);
      for (let i = 0; i < values.length; i++) rawData.writeFloatLE(values[i] ?? 0, i * 4);
      return constant(dims, FLOAT, rawData);
    },
    integers(values) {
      const rawData = Buffer.alloc(values.length * 8);
      values.forEach((value, i) => rawData.writeBigInt64LE(BigInt(value), i * 8));
      return constant([values.length], INT64, rawData);
    },
    encode(input, output) {
      return encodeModel({
        irVersion: IR_VERSION,
        producerName: 'patient-advocacy-agent',
        producerVersion: '1',
        graph: {
          name: graphName,
          node,
          initializer,
          input: [floatTensor(input)],
          output: [floatTensor(output)],
        },
        opsetImport: [{ domain: '', version: OPSET_VERSION }],
      });
    },
  };
}

function attributeValue(value: Attribute): object {
  if (typeof value === 'number') return { i: value, type: ATTRIBUTE_INT };
  return 'float' in value ? { f: value.float, type: ATTRIBUTE_FLOAT } : { ints: value, type: ATTRIBUTE_INTS };
}

function floatTensor({ name, shape }: { name: string; shape: Shape }): object {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}
