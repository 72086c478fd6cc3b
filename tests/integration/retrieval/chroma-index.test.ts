import { randomUUID } from 'node:crypto';
import { NO_FINDINGS, type WeightedCondition } from '../../../src/domain';
import {
  createChromaIndex,
  createRetriever,
  RetrievalFailure,
  type IndexDescription,
} from '../../../src/retrieval';
import { type ReferenceFacts, type ReferenceRecord } from '../../../src/retrieval/reference-index';

const conditions: WeightedCondition[] = [
  { name: "Grover's disease", weight: 0.6 },
  { name: 'Abrasion, scrape, or scab', weight: 0.4 },
];

function record(id: string, vector: readonly number[], facts: Partial<ReferenceFacts> = {}): ReferenceRecord {
  const length = Math.hypot(...vector);
  return {
    id,
    vector: Float32Array.from(vector, (value) => value / length),
    facts: {
      caseId: `case of ${id}`,
      sourceId: id,
      dataset: 'test',
      patientId: 'P1',
      conditions,
      fitzpatrickSkinType: 'FST5',
      imageSha256: 'abc',
      findingsVector: [0.6, -0.8],
      licence: 'CC BY 4.0',
      ...facts,
    },
  };
}

describe('the Chroma index', () => {
  const index = createChromaIndex(process.env.CHROMA_URL ?? '');
  const collection = `test-${randomUUID()}`;
  beforeAll(() => index.prepare(collection));

  it('gives back what it keeps, nearest first by cosine', async () => {
    await index.upsert(collection, [
      record('near', [1, 0.1, 0]),
      record('far', [-1, 0, 0], { fitzpatrickSkinType: null, imageSha256: null, findingsVector: null }),
      record('across', [0, 1, 0]),
    ]);
    const found = await index.nearest(collection, Float32Array.of(1, 0, 0), 3);
    expect(found.map((one) => one.facts.sourceId)).toEqual(['near', 'across', 'far']);
    expect(found[0]?.facts).toEqual(record('near', [1, 0, 0]).facts);
    expect(found[1]?.similarity).toBeCloseTo(0, 5);
    expect(found[2]?.similarity).toBeCloseTo(-1, 5);
    expect(found[2]?.facts).toMatchObject({
      fitzpatrickSkinType: null,
      imageSha256: null,
      findingsVector: null,
    });
  });

  it('overwrites a record of the same id instead of keeping two', async () => {
    await index.upsert(collection, [record('near', [1, 0, 0], { patientId: 'P2' })]);
    const [nearest] = await index.nearest(collection, Float32Array.of(1, 0, 0), 1);
    expect(nearest?.facts.patientId).toBe('P2');
    expect(await index.count(collection)).toBe(3);
    expect(await index.presentIds(collection, ['near', 'nobody'])).toEqual(new Set(['near']));
  });

  it('takes more records than one request may hold', async () => {
    const many = `many-${randomUUID()}`;
    await index.prepare(many);
    await index.upsert(
      many,
      Array.from({ length: 1201 }, (_, i) => record(`r${i}`, [1, i, 0])),
    );
    expect(await index.count(many)).toBe(1201);
  });

  it('finds the index that was activated last, for this model alone', async () => {
    const modelSha256 = randomUUID();
    const description: IndexDescription = {
      name: 'test',
      version: 'v1',
      modelSha256,
      picturesCollection: 'p1',
      findingsCollection: 'f1',
      pictureCount: 1,
      findingsCount: 2,
      picturesMalignantShare: 0.25,
      findingsMalignantShare: 0,
      loadedAt: '2026-01-01T00:00:00.000Z',
    };
    await index.activate(description);
    await index.activate({ ...description, version: 'v2' });
    const elsewhere = createChromaIndex(process.env.CHROMA_URL ?? '');
    expect(await elsewhere.readActive(modelSha256)).toEqual({ ...description, version: 'v2' });
    expect(await elsewhere.readActive(randomUUID())).toBeNull();
  });

  it('rejects for a collection that is not there', async () => {
    await expect(index.nearest('not-there', Float32Array.of(1), 1)).rejects.toThrow();
  });
});

it('is an error to the retriever, not an exception, when no server answers', async () => {
  const retriever = createRetriever({
    index: createChromaIndex('http://127.0.0.1:1'),
    clock: { now: () => new Date() },
    modelSha256: 'none',
    timeoutMs: 5000,
  });
  const query = { embedding: null, findings: NO_FINDINGS, patient: null, exclude: {}, topK: 1 };
  expect(await retriever.findSimilar(query)).toMatchObject({
    ok: false,
    error: { reason: RetrievalFailure.UNREACHABLE },
  });
});
