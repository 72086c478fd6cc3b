import { NO_FINDINGS } from '../../../src/domain';
import {
  createMemoryIndex,
  createRetriever,
  RetrievalFailure,
  type IndexEngine,
  type ReferenceIndex,
  type SearchOutcome,
} from '../../../src/retrieval';
import { indexOfRecords, referenceRecord } from '../../support/reference-records';

const clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const vectorSpace = 'c'.repeat(64);
const query = {
  embedding: Float32Array.of(1, 0),
  findings: NO_FINDINGS,
  patient: null,
  exclude: {},
  topK: 1,
};
const loaded = () => indexOfRecords({ pictures: [referenceRecord('a', [1, 0], { imageSha256: 'a' })] });
const find = (index: ReferenceIndex, timeoutMs = 1000) =>
  createRetriever({ index, clock, vectorSpace, timeoutMs }).findSimilar(query);

describe('findSimilar when the index cannot be asked', () => {
  it('says that nothing was loaded for the model', async () => {
    expect(await find(createMemoryIndex())).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.NO_INDEX },
    });
  });

  it('says that it is unreachable, having tried more than once', async () => {
    const readActive = jest.fn(() => Promise.reject(new Error('refused')));
    expect(await find({ ...createMemoryIndex(), readActive })).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.UNREACHABLE },
    });
    expect(readActive.mock.calls.length).toBeGreaterThan(1);
  });

  it('does not wait longer than its budget', async () => {
    const index = { ...createMemoryIndex(), readActive: () => new Promise<null>(() => undefined) };
    expect(await find(index, 5)).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.TIMED_OUT },
    });
  });

  it('asks again where a request was lost or never answered', async () => {
    const index = await loaded();
    const failures = [() => Promise.reject(new Error('reset')), () => new Promise<never>(() => undefined)];
    for (const fail of failures) {
      let calls = 0;
      const nearest: ReferenceIndex['nearest'] = (...asked) =>
        (calls += 1) === 1 ? fail() : index.nearest(...asked);
      expect((await find({ ...index, nearest }, 200)).ok).toBe(true);
    }
  });

  it('reads the pointer anew when the collection that it knew is gone', async () => {
    const index = await loaded();
    const retriever = createRetriever({ index, clock, vectorSpace, timeoutMs: 1000 });
    expect((await retriever.findSimilar(query)).ok).toBe(true);
    await replaceIndex(index);
    expect(await retriever.findSimilar(query)).toMatchObject({ ok: true, value: { indexName: 'newer' } });
  });

  async function replaceIndex(index: IndexEngine): Promise<void> {
    const pointer = await index.readPointer(vectorSpace);
    if (pointer === null) throw new Error('Nothing was loaded.');
    const newer = { ...pointer.active, name: 'newer', picturesCollection: 'p', findingsCollection: 'f' };
    for (const name of ['p', 'f']) await index.prepare(name);
    await index.writePointer({ ...pointer, active: newer });
    await index.drop(pointer.active.picturesCollection);
  }
});

it('tells whoever counts how each search ended', async () => {
  const outcomes: SearchOutcome[] = [];
  const searchIn = async (index: ReferenceIndex) => {
    const onSearch = (search: { readonly outcome: SearchOutcome }) => void outcomes.push(search.outcome);
    const retriever = createRetriever({ index, clock, vectorSpace, timeoutMs: 50, onSearch });
    await retriever.findSimilar(query);
  };
  await searchIn(await loaded());
  await searchIn(await indexOfRecords({}));
  await searchIn(createMemoryIndex());
  expect(outcomes).toEqual(['FOUND', 'NOTHING_SIMILAR', 'NO_INDEX']);
});
