import { z } from 'zod';
import { type TensorBatch } from '../inference-backend';
import { type ModelManifest } from '../manifest';
import { CHANNELS } from '../tensor';
import { serverError, ServerFault } from './kserve-error';
import { type HttpReply, type HttpRequest } from './kserve-http';

/**
 * One inference in the Open Inference Protocol (KServe v2) over HTTP, with tensors as raw little-endian floats behind a JSON
 * header where the server has the binary tensor data extension, and as JSON numbers where it has not.
 * https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol
 */

/** The length of the JSON in front of the raw tensors, in both directions. */
const JSON_LENGTH_HEADER = 'Inference-Header-Content-Length';
const FLOAT_BYTES = 4;
export const FLOAT_DATATYPE = 'FP32';

type Shapes = Pick<ModelManifest, 'inputName' | 'outputName' | 'sizePx' | 'dimension'>;

/** The request for one batch, without its path. Raw tensors are sent from the batch's own memory. */
export function inferRequest(
  { inputName, outputName, sizePx }: Shapes,
  { count, values }: TensorBatch,
  isBinary: boolean,
): Pick<HttpRequest, 'headers' | 'body'> {
  const input = { name: inputName, shape: [count, CHANNELS, sizePx, sizePx], datatype: FLOAT_DATATYPE };
  if (!isBinary) {
    const json = { inputs: [{ ...input, data: [...values] }], outputs: [{ name: outputName }] };
    return { headers: { 'Content-Type': 'application/json' }, body: [Buffer.from(JSON.stringify(json))] };
  }
  const head = Buffer.from(
    JSON.stringify({
      inputs: [{ ...input, parameters: { binary_data_size: values.byteLength } }],
      outputs: [{ name: outputName, parameters: { binary_data: true } }],
    }),
  );
  return {
    headers: { 'Content-Type': 'application/octet-stream', [JSON_LENGTH_HEADER]: String(head.length) },
    body: [head, Buffer.from(values.buffer, values.byteOffset, values.byteLength)],
  };
}

const answerSchema = z.object({
  model_version: z.string().optional(),
  outputs: z.array(
    z.object({
      name: z.string(),
      datatype: z.string(),
      shape: z.array(z.int()),
      parameters: z.object({ binary_data_size: z.int().nonnegative().optional() }).optional(),
      data: z.array(z.unknown()).optional(),
    }),
  ),
});
type Output = z.infer<typeof answerSchema>['outputs'][number];

interface InferAnswer {
  /** Of the model that answered; null where the server does not say. */
  readonly modelVersion: string | null;
  /** The batch's rows, one after another, as the model gave them: of any length, perhaps of none. */
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * What a server answered to `inferRequest`. Throws a fault (WRONG_ANSWER) unless it holds the output that was
 * asked for, in the right type and shape, with exactly as many values.
 */
export function readInferAnswer(
  { outputName, dimension }: Shapes,
  count: number,
  reply: HttpReply,
): InferAnswer {
  const announced = reply.headers[JSON_LENGTH_HEADER.toLowerCase()];
  const jsonLength = announced === undefined ? reply.body.length : Number(announced);
  if (!Number.isInteger(jsonLength) || jsonLength < 0 || jsonLength > reply.body.length) {
    throw wrongAnswer('a JSON header of a length that it has not');
  }
  const { outputs, model_version: modelVersion = null } = readJson(reply.body.subarray(0, jsonLength));
  let offset = jsonLength;
  for (const output of outputs) {
    const size = output.parameters?.binary_data_size;
    if (output.name !== outputName) {
      offset += size ?? 0;
      continue;
    }
    const [rows, columns, ...more] = output.shape;
    if (output.datatype !== FLOAT_DATATYPE || rows !== count || columns !== dimension || more.length > 0) {
      throw wrongAnswer('an output of another type or shape');
    }
    const values =
      size === undefined ? numbersOf(output) : floatsOf(reply.body.subarray(offset, offset + size));
    if (values.length !== count * dimension) throw wrongAnswer('an output of another length than its shape');
    return { modelVersion, values };
  }
  throw wrongAnswer('no output of that name');
}

function readJson(bytes: Buffer): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw wrongAnswer('no inference response');
  }
}

/** A copy: the bytes need not lie where floats may, and the rest of the answer should not be kept with them. */
function floatsOf(bytes: Buffer): Float32Array<ArrayBuffer> {
  if (bytes.length % FLOAT_BYTES !== 0) throw wrongAnswer('an output that is no row of floats');
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** JSON tensors are flat or nested; what is no number becomes NaN, which no vector may hold. */
function numbersOf({ data = [] }: Output): Float32Array<ArrayBuffer> {
  return Float32Array.from(data.flat(2), (value) => (typeof value === 'number' ? value : NaN));
}

function wrongAnswer(what: string): Error {
  return serverError(ServerFault.WRONG_ANSWER, `The inference server answered with ${what}.`);
}
