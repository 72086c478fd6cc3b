import { createEmbedder, type Embedder, EmbeddingDevice } from '../../src/embedding';
import { type Answer, type KServeServer, startKServeServer, TINY_MODEL } from '../support/kserve-server';
import { plain } from '../support/pictures';

/** Pictures through the whole engine (decoding, queue, batches) with the model on a server. */
let server: KServeServer;
let embedder: Embedder;

beforeEach(async () => {
  server = await startKServeServer();
  embedder = await createEmbedder({
    manifest: TINY_MODEL,
    modelDir: 'a folder that nobody reads',
    device: EmbeddingDevice.AUTO,
    server: { url: server.url },
    expectedDimension: TINY_MODEL.dimension,
  });
});
afterEach(async () => {
  await embedder.close();
  await server.close();
});

const pictureOf = (colour: readonly [number, number, number]): Promise<Buffer> =>
  plain(30, 20, [...colour])
    .png()
    .toBuffer();

/** What the tiny model gives for a picture of one colour: its normalised channels and a one, at unit length. */
function vectorOf(colour: readonly [number, number, number]): number[] {
  const values = [...colour.map((value) => (value / 255 - 0.5) / 0.5), 1];
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function expectVector(vector: Float32Array | undefined, colour: readonly [number, number, number]): void {
  const expected = vectorOf(colour);
  expect(vector).toHaveLength(expected.length);
  vector?.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
}

const restarted = (): Promise<KServeServer> => startKServeServer(Number(new URL(server.url).port));

it('gives each picture its vector, in batches that the server takes', async () => {
  const colours = Array.from({ length: 30 }, (_, i) => [i * 8, 255 - i * 8, 120] as const);
  const vectors = await embedder.embed(await Promise.all(colours.map(pictureOf)));
  colours.forEach((colour, i) => expectVector(vectors[i], colour));
  expect(Math.max(...server.batches)).toBeLessThanOrEqual(8);
  expect(Math.max(...server.batches)).toBeGreaterThan(1);
  expect(server.breaches).toEqual([]);
  expect(embedder.model).toMatchObject({ provider: 'kserve', sha256: TINY_MODEL.sha256, dimension: 4 });
});

it('checks a server that was away anew, and goes on when it is the same', async () => {
  const picture = await pictureOf([200, 100, 50]);
  await server.close();
  await expect(embedder.embed([picture])).rejects.toThrow();
  expect((await embedder.describeDevice()).name).toBeNull();

  server = await restarted();
  const [vector] = await embedder.embed([picture]);
  expectVector(vector, [200, 100, 50]);
  expect(server.requests.slice(0, 4)).toEqual([
    'GET /v2/models/tiny/ready',
    'GET /v2',
    'GET /v2/models/tiny',
    'GET /v2/models/tiny/config',
  ]);
  expect((await embedder.describeDevice()).name).toBe('loopback 1.2.3');
});

it('takes no vector of a server that came back with another model', async () => {
  const picture = await pictureOf([200, 100, 50]);
  await server.close();
  await expect(embedder.embed([picture])).rejects.toThrow();

  server = await restarted();
  server.face.config = { parameters: { model_sha256: { string_value: 'b'.repeat(64) } } };
  await expect(embedder.embed([picture])).rejects.toThrow('cannot be used again');
  expect(server.batches).toEqual([]);
});

it('lets one picture that the model fails on fail alone, whatever it was batched with', async () => {
  const colours = [10, 60, 110, 160].map((red) => [red, 50, 60] as const);
  const [, evil = [0, 0, 0]] = colours;
  // As a model that has no number for that picture.
  const failOnEvil = ({ json, binary }: Answer): Answer => {
    const bytes = binary ?? Buffer.alloc(0);
    for (let at = 0; at < bytes.length; at += 16) {
      if (Math.abs(bytes.readFloatLE(at) - (evil[0] / 255 - 0.5) / 0.5) < 1e-5) bytes.writeFloatLE(NaN, at);
    }
    return { json, binary: bytes };
  };
  server.moods.push(...Array.from({ length: 10 }, () => failOnEvil));
  const pictures = await Promise.all(colours.map((colour) => pictureOf(colour)));
  const outcomes = await Promise.allSettled(pictures.map((picture) => embedder.embed([picture])));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
