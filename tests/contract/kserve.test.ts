import { DEFAULT_MANIFEST } from '../../scripts/models/default-model';
import { EmbeddingSetupError, loadManifest, type ModelManifest } from '../../src/embedding';
import { type KServeOptions, openKServeBackend } from '../../src/embedding/adapters/kserve-backend';
import { type InferenceBackend, type TensorBatch } from '../../src/embedding/inference-backend';
import { type Answer, type KServeServer, startKServeServer, TINY_MODEL } from '../support/kserve-server';

/**
 * The inference adapter against servers of the Open Inference Protocol (KServe v2): one of our own, which is strict and lies
 * on demand, and a real one where KSERVE_TEST_URL names it (docs/deployment.md says how).
 */
const { KSERVE_TEST_URL, KSERVE_TEST_MANIFEST = DEFAULT_MANIFEST } = process.env;

let loopback: KServeServer;
const opened: InferenceBackend[] = [];

beforeEach(async () => {
  loopback = await startKServeServer();
});
afterEach(async () => {
  for (const backend of opened.splice(0)) await backend.close();
  await loopback.close();
});

async function open(change: Partial<KServeOptions> = {}): Promise<InferenceBackend> {
  const backend = await openKServeBackend({
    manifest: TINY_MODEL,
    url: loopback.url,
    maxBatch: 8,
    timeoutMs: 2000,
    ...change,
  });
  opened.push(backend);
  return backend;
}

/** Pictures that differ: number `i` is brighter, the higher its channel, the more so. */
function batchOf(
  count: number,
  { sizePx }: Pick<ModelManifest, 'sizePx'> = TINY_MODEL,
  first = 0,
): TensorBatch {
  const plane = sizePx * sizePx;
  const values = Float32Array.from({ length: count * 3 * plane }, (_, at) => {
    const picture = first + Math.floor(at / (3 * plane));
    const channel = Math.floor(at / plane) % 3;
    return Math.sin(picture * 1.7 + channel + (at % plane) / plane);
  });
  return { count, values };
}

const lengthOf = (vector: Float32Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

describe.each([
  ['the loopback server', () => Promise.resolve({ url: loopback.url, manifest: TINY_MODEL })],
  ...(KSERVE_TEST_URL === undefined
    ? []
    : [
        [
          'the server at KSERVE_TEST_URL',
          async () => ({ url: KSERVE_TEST_URL, manifest: await loadManifest(KSERVE_TEST_MANIFEST) }),
        ] as const,
      ]),
] as const)('with %s', (_name, whereabouts) => {
  it('gives one unit vector per picture, the same alone and in a batch', async () => {
    const { url, manifest } = await whereabouts();
    const backend = await open({ url, manifest });
    const together = await backend.infer(batchOf(3, manifest));
    const [alone] = await backend.infer(batchOf(1, manifest, 2));
    expect(together.map((vector) => vector.length)).toEqual([1, 2, 3].map(() => manifest.dimension));
    for (const vector of together) expect(lengthOf(vector)).toBeCloseTo(1, 5);
    alone?.forEach((value, i) => expect(together[2]?.[i]).toBeCloseTo(value, 4));
    expect(together[0]).not.toEqual(together[1]);
  });

  it('is asked several batches at once and answers each with its own', async () => {
    const { url, manifest } = await whereabouts();
    const backend = await open({ url, manifest });
    const answers = await Promise.all(
      [0, 1, 2, 3].map((first) => backend.infer(batchOf(1, manifest, first))),
    );
    const again = await backend.infer(batchOf(4, manifest));
    answers.forEach(([vector], i) =>
      vector?.forEach((value, at) => expect(again[i]?.[at]).toBeCloseTo(value, 4)),
    );
  });

  it('says who serves, and nothing of a card that the protocol does not tell of', async () => {
    const { url, manifest } = await whereabouts();
    const report = await (await open({ url, manifest })).describeDevice();
    expect(report).toMatchObject({ provider: 'kserve', memoryMiB: null, fallbackReason: null });
    expect(report.name).toEqual(expect.any(String));
  });

  it.each<[string, (manifest: ModelManifest) => Partial<ModelManifest>]>([
    ['name', () => ({ name: 'no-such-model' })],
    ['dimension', ({ dimension }) => ({ dimension: dimension + 1 })],
    ['size', ({ sizePx }) => ({ sizePx: sizePx + 1 })],
    ['input', () => ({ inputName: 'none' })],
    ['output', () => ({ outputName: 'none' })],
  ])('refuses to start on a model of another %s', async (_what, change) => {
    const { url, manifest } = await whereabouts();
    await expect(open({ url, manifest: { ...manifest, ...change(manifest) } })).rejects.toThrow(
      EmbeddingSetupError,
    );
  });
});

describe('the client', () => {
  afterEach(() => expect(loopback.breaches).toEqual([]));

  it('computes what the server computes', async () => {
    const backend = await open();
    const values = new Float32Array(2 * 48).fill(1).fill(0, 0, 16).fill(2, 16, 32).fill(2, 32, 48);
    const [first, second] = await backend.infer({ count: 2, values });
    expect([...(first ?? [])].map((value) => value.toFixed(4))).toEqual([
      '0.0000',
      '0.6667',
      '0.6667',
      '0.3333',
    ]);
    expect([...(second ?? [])]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('keeps its connection', async () => {
    const backend = await open();
    for (let i = 0; i < 5; i++) await backend.infer(batchOf(1));
    expect(loopback.connections()).toBe(1);
  });

  it('sends numbers as JSON to a server without the binary extension', async () => {
    const raw = await open();
    loopback.face.server = { name: 'plain' };
    const backend = await open();
    expect(await backend.infer(batchOf(2))).toEqual(await raw.infer(batchOf(2)));
    expect((await backend.describeDevice()).name).toBe('plain');
  });

  it('understands a server that answers raw tensors with numbers, flat or nested', async () => {
    const backend = await open();
    const expected = await backend.infer(batchOf(2));
    const asNumbers = ({ json, binary }: Answer, data: (values: number[]) => unknown[]): Answer => {
      const values = Array.from({ length: 8 }, (_, i) => binary?.readFloatLE(i * 4) ?? NaN);
      const [{ name = '', datatype = '', shape = [] } = {}] = json.outputs;
      return { json: { ...json, outputs: [{ name, datatype, shape, data: data(values) }] }, binary: null };
    };
    loopback.moods.push(
      (answer) => asNumbers(answer, (values) => values),
      (answer) => asNumbers(answer, (values) => [values.slice(0, 4), values.slice(4)]),
    );
    for (let i = 0; i < 2; i++) expect(await backend.infer(batchOf(2))).toEqual(expected);
  });

  it('finds its output behind another one', async () => {
    const backend = await open();
    const expected = await backend.infer(batchOf(1));
    loopback.moods.push(({ json, binary }) => {
      const other = { name: 'other', datatype: 'FP32', shape: [1], parameters: { binary_data_size: 4 } };
      return {
        json: { ...json, outputs: [other, ...json.outputs] },
        binary: Buffer.concat([Buffer.alloc(4), binary ?? Buffer.alloc(0)]),
      };
    });
    expect(await backend.infer(batchOf(1))).toEqual(expected);
  });

  it.each(['/under/a/path', '/under/a/path/'])('keeps the path of its address (%s)', async (path) => {
    await expect(open({ url: `${loopback.url}${path}` })).rejects.toThrow(EmbeddingSetupError);
    expect(loopback.requests).toEqual(['GET /under/a/path/v2/models/tiny/ready']);
  });
});

describe('at the start', () => {
  it('asks for readiness, server, model and configuration, and lets one picture through', async () => {
    const onUnverified = jest.fn();
    await open({ onUnverified });
    expect(loopback.requests).toEqual([
      'GET /v2/models/tiny/ready',
      'GET /v2',
      'GET /v2/models/tiny',
      'GET /v2/models/tiny/config',
      'POST /v2/models/tiny/infer',
    ]);
    expect(onUnverified).not.toHaveBeenCalled();
  });

  it('refuses a server whose file is another one, whatever its tensors are', async () => {
    loopback.face.config = { parameters: { model_sha256: { string_value: 'b'.repeat(64) } } };
    await expect(open()).rejects.toThrow(/sha256 "b{64}", expected a{64}/);
  });

  it('says so when the server does not tell the digest', async () => {
    const onUnverified = jest.fn();
    loopback.face.config = {};
    await open({ onUnverified });
    expect(onUnverified).toHaveBeenCalledTimes(1);
  });

  it('believes a digest in the metadata of a server without model configurations', async () => {
    loopback.face.server = { name: 'other', extensions: ['binary_tensor_data'] };
    loopback.face.model = { ...loopback.face.model, parameters: { model_sha256: 'b'.repeat(64) } };
    await expect(open()).rejects.toThrow(/sha256/);
  });

  it('refuses a server that takes smaller batches than it will be given', async () => {
    await expect(open({ maxBatch: 9 })).rejects.toThrow(/batches of 8 at most, and EMBEDDING_MAX_BATCH is 9/);
  });

  it('refuses a model that is not ready, and one that takes only one picture at a time', async () => {
    loopback.face.model = {
      ...loopback.face.model,
      inputs: [{ name: 'pixel_values', datatype: 'FP32', shape: [1, 3, 4, 4] }],
    };
    await expect(open()).rejects.toThrow(/it takes pixel_values FP32 \[1, 3, 4, 4\]/);
    loopback.face.isReady = false;
    await expect(open()).rejects.toThrow(/status 400/);
  });

  it('refuses what does not speak the protocol, and an address where nobody is', async () => {
    loopback.face.server = ['no', 'object'];
    await expect(open()).rejects.toThrow(/does not speak KServe v2/);
    const { url } = loopback;
    await loopback.close();
    await expect(open({ url: url.replace('//', '//user:secret@') })).rejects.toMatchObject({
      name: 'EmbeddingSetupError',
      message: `The model tiny cannot be had of ${url}: The inference server is out of reach.`,
    });
  });
});
