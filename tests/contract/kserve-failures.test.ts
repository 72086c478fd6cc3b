import { type KServeOptions, openKServeBackend } from '../../src/embedding/adapters/kserve-backend';
import {
  BackendUnavailableError,
  type InferenceBackend,
  type TensorBatch,
} from '../../src/embedding/inference-backend';
import { type Answer, type KServeServer, startKServeServer, TINY_MODEL } from '../support/kserve-server';

/** What becomes of a batch when an inference server is busy, breaks, lies or goes away. */
let loopback: KServeServer;
const opened: InferenceBackend[] = [];

beforeEach(async () => {
  loopback = await startKServeServer();
});
afterEach(async () => {
  for (const backend of opened.splice(0)) await backend.close();
  await loopback.close();
});

async function open({ timeoutMs = 2000 }: Pick<KServeOptions, 'timeoutMs'> = {}): Promise<InferenceBackend> {
  const { url } = loopback;
  const backend = await openKServeBackend({ manifest: TINY_MODEL, url, maxBatch: 8, timeoutMs });
  opened.push(backend);
  return backend;
}

function batchOf(count: number): TensorBatch {
  return { count, values: Float32Array.from({ length: count * 48 }, (_, at) => Math.sin(at)) };
}

describe('when the server fails', () => {
  it.each([
    ['is busy', { status: 503 }],
    ['breaks off before it answers', 'cut before the answer'],
    ['breaks off while it answers', 'cut in the answer'],
  ] as const)('tries again if it %s, within the time', async (_name, mood) => {
    const backend = await open();
    const expected = await backend.infer(batchOf(2));
    loopback.moods.push(mood, mood);
    expect(await backend.infer(batchOf(2))).toEqual(expected);
    expect(loopback.breaches).toEqual([]);
  });

  it('checks a server that broke off before it tries again, for it may be another one now', async () => {
    const backend = await open();
    const before = loopback.requests.length;
    loopback.moods.push('cut before the answer');
    await backend.infer(batchOf(1));
    expect(loopback.requests.slice(before)).toEqual([
      'POST /v2/models/tiny/infer',
      'GET /v2/models/tiny/ready',
      'GET /v2',
      'GET /v2/models/tiny',
      'GET /v2/models/tiny/config',
      'POST /v2/models/tiny/infer',
    ]);

    loopback.moods.push('cut before the answer');
    loopback.face.config = { parameters: { model_sha256: { string_value: 'b'.repeat(64) } } };
    await expect(backend.infer(batchOf(1))).rejects.toMatchObject({ code: 'INFERENCE_SERVER_OTHER_MODEL' });
    expect(backend.isAlive()).toBe(false);
  });

  it('gives up after four attempts', async () => {
    const backend = await open();
    const before = loopback.requests.length;
    loopback.moods.push(...Array.from({ length: 9 }, () => ({ status: 503 })));
    const refusal = await backend.infer(batchOf(1)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'INFERENCE_SERVER_BUSY' });
    expect(refusal).toBeInstanceOf(BackendUnavailableError); // pictures one by one would fare no better
    expect(loopback.requests.length - before).toBe(4);
    expect(backend.isAlive()).toBe(true);
  });

  it('does not wait for an answer that never comes', async () => {
    const backend = await open({ timeoutMs: 300 });
    loopback.moods.push('never answer');
    await expect(backend.infer(batchOf(1))).rejects.toMatchObject({ code: 'INFERENCE_SERVER_TIMEOUT' });
    await expect(backend.infer(batchOf(1))).resolves.toHaveLength(1);
  });

  it('does not repeat a request that was refused, and wants the server checked anew', async () => {
    const backend = await open();
    loopback.moods.push({ status: 500 });
    await expect(backend.infer(batchOf(1))).rejects.toMatchObject({ code: 'INFERENCE_SERVER_REFUSED' });
    expect(backend.isAlive()).toBe(false);
  });

  it('wants the server checked anew once it was out of reach', async () => {
    const backend = await open();
    await loopback.close();
    await expect(backend.infer(batchOf(1))).rejects.toMatchObject({ code: 'INFERENCE_SERVER_UNREACHABLE' });
    expect(backend.isAlive()).toBe(false);
    expect((await backend.describeDevice()).name).toBeNull();
  });

  it('takes no vector of another version of the model', async () => {
    const backend = await open();
    loopback.moods.push(({ json, binary }) => ({ json: { ...json, model_version: '2' }, binary }));
    await expect(backend.infer(batchOf(1))).rejects.toMatchObject({ code: 'INFERENCE_SERVER_OTHER_MODEL' });
    expect(backend.isAlive()).toBe(false);
  });

  it.each<[string, (answer: Answer) => Answer | string]>([
    ['a row too few', (answer) => withOutput(answer, { shape: [1, 4] })],
    ['another type', (answer) => withOutput(answer, { datatype: 'FP16' })],
    ['another name', (answer) => withOutput(answer, { name: 'logits' })],
    ['fewer bytes than it says', ({ json, binary }) => ({ json, binary: binary?.subarray(0, 20) ?? null })],
    ['bytes that are no floats', (answer) => withOutput(answer, { parameters: { binary_data_size: 31 } })],
    ['a vector that is no number', (answer) => withFirstValue(answer, NaN)],
    ['a vector without end', (answer) => withFirstValue(answer, Infinity)],
    ['a vector of zeros', ({ json }) => ({ json, binary: Buffer.alloc(32) })],
    ['words instead of JSON', () => 'internal error'],
    ['JSON of something else', () => '{"predictions": [1, 2, 3]}'],
    ['words among the numbers', ({ json }) => numbers(json, [...Array<number>(7).fill(1), 'one'])],
    ['too few numbers', ({ json }) => numbers(json, [1, 2, 3])],
  ])('believes no answer with %s', async (_name, mood) => {
    const backend = await open();
    loopback.moods.push(mood);
    await expect(backend.infer(batchOf(2))).rejects.toMatchObject({ code: 'INFERENCE_SERVER_WRONG_ANSWER' });
    await expect(backend.infer(batchOf(2))).resolves.toHaveLength(2);
  });

  it('answers what it was given before it closes, and refuses what comes later', async () => {
    const backend = await open();
    const call = backend.infer(batchOf(1));
    await Promise.all([backend.close(), backend.close()]);
    await expect(call).resolves.toHaveLength(1);
    await expect(backend.infer(batchOf(1))).rejects.toThrow('closed');
    expect(backend.isAlive()).toBe(false);
  });
});

type Output = Answer['json']['outputs'][number];

function withOutput({ json, binary }: Answer, change: Partial<Output>): Answer {
  return { json: { ...json, outputs: json.outputs.map((output) => ({ ...output, ...change })) }, binary };
}

function withFirstValue({ json, binary }: Answer, value: number): Answer {
  binary?.writeFloatLE(value, 0);
  return { json, binary };
}

function numbers(json: Answer['json'], data: readonly unknown[]): Answer {
  const outputs = json.outputs.map(({ name, datatype, shape }) => ({ name, datatype, shape, data }));
  return { json: { ...json, outputs }, binary: null };
}
