import { askReferences } from '../../../src/assessment/ask-references';
import { createCaseVault } from '../../../src/cases';
import { ok, type TriageCase } from '../../../src/domain';
import { type Retriever, type SimilarityQuery } from '../../../src/retrieval';
import { openedCase, picturedCase } from '../../support/cases';
import { embedderThat } from '../../support/embedders';

const NOTHING_FOUND = {
  byPicture: [],
  byFindings: [],
  floors: { byPicture: 0, byFindings: 0 },
  malignantShares: { byPicture: 0, byFindings: 0 },
  referenceCases: { byPicture: 0, byFindings: 0 },
  isComplete: true,
  indexName: 'none',
  indexVersion: 'none',
};

/** What the reference cases were asked with, and which picture was read for it. */
async function asked(triageCase: TriageCase): Promise<{ query: SimilarityQuery; read: string[] }> {
  const queries: SimilarityQuery[] = [];
  const read: string[] = [];
  const retriever: Retriever = {
    findSimilar(query) {
      queries.push(query);
      return Promise.resolve(ok(NOTHING_FOUND));
    },
    describe: () => Promise.resolve(null),
  };
  await askReferences(
    {
      embedder: embedderThat(() => Promise.resolve([Float32Array.of(1, 0)])),
      retriever,
      readPicture({ id }) {
        read.push(id);
        return Promise.resolve(Buffer.from('jpeg'));
      },
      embedTimeoutMs: 1000,
    },
    triageCase,
    createCaseVault(triageCase.id, Buffer.alloc(32)),
    { topK: 5 },
  );
  const [query] = queries;
  if (query === undefined) throw new Error('Nobody was asked.');
  return { query, read };
}

function withNumber(triageCase: TriageCase, externalId: string): TriageCase {
  return { ...triageCase, patient: { ...triageCase.patient, externalId } };
}

describe('askReferences', () => {
  it('leaves out the patient by their number, and whoever owns the very picture that is compared', async () => {
    const { query } = await asked(withNumber(picturedCase(), 'PAT_1'));
    expect(query.exclude).toEqual({ sourcePatientId: 'PAT_1', imageSha256: 'of the patient' });
  });

  it('leaves out nobody where there is neither number nor picture, and compares the findings alone', async () => {
    const { query, read } = await asked(openedCase());
    expect(query).toMatchObject({ embedding: null, exclude: {} });
    expect(read).toEqual([]);
  });

  it('compares a close-up before others, and the sharpest of those', async () => {
    const base = picturedCase();
    const images = base.images.flatMap((image) => [
      { ...image, id: 'sharp from afar', shotType: 'AT_DISTANCE' as const, quality: sharp(9) },
      { ...image, id: 'blurred close-up', quality: sharp(1) },
      { ...image, id: 'close-up', quality: sharp(2) },
    ]);
    expect((await asked({ ...base, images })).read).toEqual(['close-up']);
  });

  it('compares no picture without consent', async () => {
    const { query, read } = await asked({ ...picturedCase(), consents: [] });
    expect(query.embedding).toBeNull();
    expect(query.exclude).toEqual({});
    expect(read).toEqual([]);
  });
});

function sharp(sharpness: number) {
  return { usable: true, sharpness, brightness: 0.5, reason: null };
}
