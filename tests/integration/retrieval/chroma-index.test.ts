import { randomUUID } from 'node:crypto';
import { NO_FINDINGS, type WeightedCondition } from '../../../src/domain';
import { createChromaIndex, createRetriever, RetrievalFailure } from '../../../src/retrieval';
import { type ReferenceFacts, type ReferenceRecord } from '../../../src/retrieval/reference-index';
import { indexDescription } from '../../support/index-description';
import { referenceRecord } from '../../support/reference-records';

const conditions: WeightedCondition[] = [
  { name: "Grover's disease", weight: 0.6 },
  { name: 'Abrasion, scrape, or scab', weight: 0.4 },
];

function record(id: string, vector: readonly number[], facts: Partial<ReferenceFacts> = {}): ReferenceRecord {
  return referenceRecord(id, vector, {
    patientId: 'P1',
    conditions,
    fitzpatrickSkinType: 'FST5',
    bodySites: ['ARM'],
    imageSha256: 'abc',
    findingsVector: [0.6, -0.8],
    ...facts,
  });
}

describe('the Chroma index', () => {
  const index = createChromaIndex(process.env.CHROMA_URL ?? '');
  const collection = `test-${randomUUID()}`;
  beforeAll(() => index.prepare(collection));

  it('gives back what it keeps, nearest first by cosine', async () => {
    await index.upsert(collection, [
      record('near', [1, 0.1, 0]),
      record('far', [-1, 0, 0], {
        fitzpatrickSkinType: null,
        bodySites: [],
        imageSha256: null,
        findingsVector: null,
      }),
      record('across', [0, 1, 0]),
    ]);
    const found = await index.nearest(collection, Float32Array.of(1, 0, 0), 3);
    expect(found.map((one) => one.facts.sourceId)).toEqual(['near', 'across', 'far']);
    expect(found[0]?.facts).toEqual(record('near', [1, 0, 0]).facts);
    expect(found[1]?.similarity).toBeCloseTo(0, 5);
    expect(found[2]?.similarity).toBeCloseTo(-1, 5);
    expect(found[2]?.facts).toMatchObject({
      fitzpatrickSkinType: null,
      bodySites: [],
      imageSha256: null,
      findingsVector: null,
    });
  });

  it('gives each of many who ask at the same time their own neighbours', async () => {
    const crowd = `crowd-${randomUUID()}`;
    await index.prepare(crowd);
    const directions = Array.from({ length: 40 }, (_, i) => [Math.cos(i / 15), Math.sin(i / 15)]);
    await index.upsert(
      crowd,
      directions.map((direction, i) => record(`r${i}`, direction)),
    );
    const found = await Promise.all(
      directions.map((direction, i) => index.nearest(crowd, Float32Array.from(direction), 1 + (i % 2))),
    );
    expect(found.map(([nearest]) => nearest?.facts.sourceId)).toEqual(directions.map((_, i) => `r${i}`));
    expect(found.map((neighbours) => neighbours.length)).toEqual(directions.map((_, i) => 1 + (i % 2)));
  });

  it('overwrites a record of the same id instead of keeping two', async () => {
    await index.upsert(collection, [record('near', [1, 0, 0], { patientId: 'P2' })]);
    const [nearest] = await index.nearest(collection, Float32Array.of(1, 0, 0), 1);
    expect(nearest?.facts.patientId).toBe('P2');
    expect(await index.count(collection)).toBe(3);
    const present = await index.present(collection, ['near', 'nobody']);
    expect([...present]).toEqual([['near', record('near', [1, 0, 0], { patientId: 'P2' }).facts]]);
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

  it('gives the same sample every time, from all over the collection', async () => {
    const many = `sampled-${randomUUID()}`;
    await index.prepare(many);
    await index.upsert(
      many,
      Array.from({ length: 900 }, (_, i) => record(`r${i}`, [1, i, 0])),
    );
    const sample = await index.sample(many, 60);
    const places = sample.map((one) => Number(one.id.slice(1)));
    expect(new Set(places).size).toBe(60);
    expect(Math.max(...places)).toBeGreaterThan(800);
    expect(Math.hypot(...(sample[7]?.vector ?? []))).toBeCloseTo(1, 4);
    expect(await index.sample(many, 60)).toEqual(sample);
    expect(await index.sample(many, 5000)).toHaveLength(900);
  });

  it('knows whose picture it is by its digest', async () => {
    const owned = `owned-${randomUUID()}`;
    await index.prepare(owned);
    await index.upsert(owned, [
      record('a', [1, 0, 0], { imageSha256: 'same', patientId: 'P1' }),
      record('b', [1, 0, 0], { imageSha256: 'same', patientId: 'P2' }),
      record('c', [1, 0, 0], { imageSha256: 'other', patientId: 'P3' }),
    ]);
    expect(await index.ownersOfPicture(owned, 'same')).toEqual(new Set(['P1', 'P2']));
  });

  it('finds the index that was activated last, for this model alone', async () => {
    const vectorSpace = randomUUID();
    const first = indexDescription({ id: `first-${vectorSpace}`, vectorSpace });
    const second = indexDescription({ id: `second-${vectorSpace}`, vectorSpace });
    await index.writePointer({ vectorSpace, active: first, previousId: null });
    await index.writePointer({ vectorSpace, active: second, previousId: first.id });
    const elsewhere = createChromaIndex(process.env.CHROMA_URL ?? '');
    expect(await elsewhere.readActive(vectorSpace)).toEqual(second);
    expect(await elsewhere.readPointer(vectorSpace)).toMatchObject({ previousId: first.id });
    expect(await elsewhere.readActive(randomUUID())).toBeNull();
    await index.writePointer({ vectorSpace, active: second, previousId: null });
    expect(await elsewhere.readPointer(vectorSpace)).toEqual({
      vectorSpace,
      active: second,
      previousId: null,
    });
  });

  it('lists what was begun, and forgets what was taken away', async () => {
    const plan = indexDescription({ id: `begun-${randomUUID()}` });
    await index.prepare(plan.picturesCollection);
    await index.enter({ plan, built: null });
    const mine = async () => (await index.entries()).filter((entry) => entry.plan.id === plan.id);
    expect(await mine()).toMatchObject([{ built: null, plan: { startedAt: plan.startedAt } }]);
    await index.enter({ plan, built: plan });
    expect(await mine()).toMatchObject([{ built: plan }]);
    await index.enter({ plan, built: null });
    expect(await mine()).toMatchObject([{ built: null }]);
    await index.drop(plan.picturesCollection);
    await index.drop(plan.picturesCollection);
    await index.strike(plan.id);
    expect(await mine()).toEqual([]);
    await expect(index.count(plan.picturesCollection)).rejects.toThrow();
  });

  it('rejects for a collection that is not there', async () => {
    await expect(index.nearest('not-there', Float32Array.of(1), 1)).rejects.toThrow();
  });
});

it('is an error to the retriever, not an exception, when no server answers', async () => {
  const retriever = createRetriever({
    index: createChromaIndex('http://127.0.0.1:1'),
    clock: { now: () => new Date() },
    vectorSpace: 'none',
    timeoutMs: 5000,
  });
  const query = { embedding: null, findings: NO_FINDINGS, patient: null, exclude: {}, topK: 1 };
  expect(await retriever.findSimilar(query)).toMatchObject({
    ok: false,
    error: { reason: RetrievalFailure.UNREACHABLE },
  });
});
