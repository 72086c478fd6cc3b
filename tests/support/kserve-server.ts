import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { type ModelManifest, ResizeKernel, ResizeMode } from '../../src/embedding';

/** A model small enough to be computed by hand: the mean of each channel, and one. */
export const TINY_MODEL: ModelManifest = {
  name: 'tiny',
  file: 'tiny.onnx',
  sha256: 'a'.repeat(64),
  inputName: 'pixel_values',
  outputName: 'image_embeds',
  sizePx: 4,
  resize: { kernel: ResizeKernel.BILINEAR, mode: ResizeMode.SQUASH },
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  dimension: 4,
  licence: 'none',
  source: 'tests/support/kserve-server.ts',
};
const PLANE = TINY_MODEL.sizePx ** 2;
const PICTURE_VALUES = 3 * PLANE;

/** What the server does with one inference request, instead of answering it. */
type Mood =
  | { readonly status: number }
  /** Ends the connection before, or in the middle of, the answer. */
  | 'cut before the answer'
  | 'cut in the answer'
  | 'never answer'
  /** Answers, but with something else. */
  | ((answer: Answer) => Answer | string);

/** An answer before it is written: `json` goes in front of `binary`, which is left out where it is null. */
export interface Answer {
  readonly json: { model_name: string; model_version?: string; outputs: OutputJson[] };
  readonly binary: Buffer | null;
}
interface OutputJson {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly parameters?: { readonly binary_data_size: number };
  readonly data?: readonly unknown[];
}

/** What the server says of itself; a test changes it before or between requests. */
interface Face {
  server: object;
  model: object;
  config: object;
  isReady: boolean;
}

export interface KServeServer {
  readonly url: string;
  readonly face: Face;
  /** For the next inference requests, one each. */
  readonly moods: Mood[];
  /** Every breach of the protocol by the client, in words. A test expects none. */
  readonly breaches: readonly string[];
  /** "METHOD path" of all requests. */
  readonly requests: readonly string[];
  /** Pictures in each inference request that was understood. */
  readonly batches: readonly number[];
  /** Connections that were ever opened. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * A server of the Open Inference Protocol on this machine, strict with its client and as false as a test wants it. On the
 * given port if it is to take another one's place.
 */
export async function startKServeServer(atPort = 0): Promise<KServeServer> {
  const face: Face = {
    server: {
      name: 'loopback',
      version: '1.2.3',
      extensions: ['binary_tensor_data', 'model_configuration'],
    },
    model: {
      name: TINY_MODEL.name,
      versions: ['1'],
      platform: 'test',
      inputs: [{ name: 'pixel_values', datatype: 'FP32', shape: [-1, 3, 4, 4] }],
      outputs: [{ name: 'image_embeds', datatype: 'FP32', shape: [-1, 4] }],
    },
    config: { max_batch_size: 8, parameters: { model_sha256: { string_value: TINY_MODEL.sha256 } } },
    isReady: true,
  };
  const moods: Mood[] = [];
  const breaches: string[] = [];
  const requests: string[] = [];
  const batches: number[] = [];
  const sockets = new Set<Socket>();
  let opened = 0;

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void handle(request, response);
  });
  server.on('connection', (socket) => {
    opened++;
    sockets.add(socket.on('close', () => sockets.delete(socket)));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const model = `/v2/models/${TINY_MODEL.name}`;
    const answers: Record<string, () => void> = {
      'GET /v2': () => sendJson(response, 200, face.server),
      [`GET ${model}`]: () => sendJson(response, 200, face.model),
      [`GET ${model}/config`]: () => sendJson(response, 200, face.config),
      [`GET ${model}/ready`]: () => sendJson(response, face.isReady ? 200 : 400, {}),
      [`POST ${model}/infer`]: () => answerInference(request, body, response),
    };
    const answer = answers[`${request.method} ${request.url}`];
    if (answer === undefined) sendJson(response, 404, { error: 'unknown model or path' });
    else answer();
  }

  function answerInference(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { pictures, wantsBinary } = readRequest(request, body, (breach) => breaches.push(breach));
    batches.push(pictures.length);
    const mood = moods.shift();
    if (mood === 'never answer') return;
    if (mood === 'cut before the answer') return void request.socket.destroy();
    if (typeof mood === 'object') return sendJson(response, mood.status, { error: 'not now' });
    const right = rightAnswer(pictures, wantsBinary);
    if (mood === 'cut in the answer') {
      response.writeHead(200, { 'Content-Length': 10_000 });
      response.write('{"outputs": [', () => request.socket.destroy());
      return;
    }
    const answer = mood === undefined ? right : mood(right);
    if (typeof answer === 'string') response.end(answer);
    else sendAnswer(response, answer);
  }

  await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...{ face, moods, breaches, requests, batches },
    connections: () => opened,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Takes a request apart and names everything in which it is not one of the protocol. */
function readRequest(request: IncomingMessage, body: Buffer, breach: (what: string) => void) {
  const expect = (isMet: boolean, what: string): void => {
    if (!isMet) breach(what);
  };
  const announced = request.headers['inference-header-content-length'];
  expect(
    request.headers['content-length'] === String(body.length),
    'Content-Length is not the length of all',
  );
  const isBinary = announced !== undefined;
  const contentType = isBinary ? 'application/octet-stream' : 'application/json';
  expect(request.headers['content-type'] === contentType, `Content-Type is not ${contentType}`);
  const head = isBinary ? body.subarray(0, Number(announced)) : body;
  const { inputs, outputs } = JSON.parse(head.toString()) as {
    inputs: {
      name: string;
      datatype: string;
      shape: number[];
      parameters?: { binary_data_size: number };
      data?: number[];
    }[];
    outputs: { name: string; parameters?: { binary_data?: boolean } }[];
  };
  const [input] = inputs;
  const count = input?.shape[0] ?? 0;
  expect(inputs.length === 1 && input?.name === TINY_MODEL.inputName, 'not the one input of the model');
  expect(input?.datatype === 'FP32', 'not FP32');
  expect(JSON.stringify(input?.shape) === JSON.stringify([count, 3, 4, 4]) && count > 0, 'not its shape');
  expect(outputs.length === 1 && outputs[0]?.name === TINY_MODEL.outputName, 'not the one output');
  const raw = body.subarray(head.length);
  if (isBinary) {
    expect(input?.parameters?.binary_data_size === raw.length, 'binary_data_size is not what follows');
    expect(input?.data === undefined, 'both raw and JSON data');
  }
  const values = isBinary
    ? Array.from({ length: raw.length / 4 }, (_, i) => raw.readFloatLE(i * 4))
    : (input?.data ?? []);
  expect(values.length === count * PICTURE_VALUES, 'not as many values as the shape has');
  return {
    pictures: Array.from({ length: count }, (_, i) =>
      values.slice(i * PICTURE_VALUES, (i + 1) * PICTURE_VALUES),
    ),
    wantsBinary: outputs[0]?.parameters?.binary_data === true,
  };
}

function rightAnswer(pictures: readonly number[][], isBinary: boolean): Answer {
  const values = pictures.flatMap((picture) => [
    ...[0, 1, 2].map((channel) => mean(picture.slice(channel * PLANE, (channel + 1) * PLANE))),
    1,
  ]);
  const binary = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => binary.writeFloatLE(value, i * 4));
  const output = { name: TINY_MODEL.outputName, datatype: 'FP32', shape: [pictures.length, 4] };
  const content = isBinary ? { parameters: { binary_data_size: binary.length } } : { data: values };
  return {
    json: { model_name: TINY_MODEL.name, model_version: '1', outputs: [{ ...output, ...content }] },
    binary: isBinary ? binary : null,
  };
}

function sendAnswer(response: ServerResponse, { json, binary }: Answer): void {
  const head = Buffer.from(JSON.stringify(json));
  if (binary === null) return sendJson(response, 200, json);
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Inference-Header-Content-Length', head.length);
  response.end(Buffer.concat([head, binary]));
}

function sendJson(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
