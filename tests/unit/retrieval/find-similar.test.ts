import { NO_FINDINGS, type Findings } from '../../../src/domain';
import {
  createMemoryIndex,
  createRetriever,
  loadReference,
  openDataset,
  RetrievalFailure,
  type IndexEngine,
  type ReferenceIndex,
  type SimilarityQuery,
} from '../../../src/retrieval';
import { colourTools, padTable, writeReferenceFolder } from '../../support/reference-fixtures';

const clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const modelSha256 = colourTools.embedder.model.sha256;

/** Three patients: P1 with two pictures of one lesion and P2 with the very picture of P1, all red; P3's is blue. */
async function loadedIndex(): Promise<IndexEngine> {
  const row = (patient: string, lesion: string, img: string, rest: Record<string, string>) => ({
    patient_id: patient,
    lesion_id: lesion,
    img_id: `${img}.png`,
    ...rest,
  });
  const folder = await writeReferenceFolder(
    {
      'metadata.csv': padTable(
        row('P1', '1', 'a', { region: 'NOSE', diagnostic: 'BCC', itch: 'True' }),
        row('P1', '1', 'b', { region: 'NOSE', diagnostic: 'BCC', itch: 'True' }),
        row('P2', '1', 'c', { region: 'BACK', diagnostic: 'NEV', itch: 'False' }),
        row('P3', '1', 'd', { region: 'BACK', diagnostic: 'NEV', itch: 'False' }),
      ),
    },
    { 'a.png': '#ff0000', 'b.png': '#f00800', 'c.png': '#ff0000', 'd.png': '#0000ff' },
  );
  const index = createMemoryIndex();
  const dataset = await openDataset(folder.dir);
  if (!dataset.ok) throw new Error(dataset.error);
  await loadReference({ ...colourTools, index, clock }, dataset.value);
  await folder.remove();
  return index;
}

const onBack: Findings = { ...NO_FINDINGS, bodySites: ['TORSO_BACK'] };
const red = Float32Array.of(1, 0, 0, 0);

async function find(index: ReferenceIndex, query: Partial<SimilarityQuery>) {
  const retriever = createRetriever({ index, clock, modelSha256, timeoutMs: 1000 });
  return retriever.findSimilar({
    embedding: null,
    findings: NO_FINDINGS,
    patient: null,
    exclude: {},
    topK: 10,
    ...query,
  });
}

async function idsFound(index: ReferenceIndex, query: Partial<SimilarityQuery>) {
  const found = await find(index, query);
  if (!found.ok) throw new Error(found.error.reason);
  const ids = (cases: readonly { readonly sourceId: string }[]) => cases.map((one) => one.sourceId);
  return { byPicture: ids(found.value.byPicture), byFindings: ids(found.value.byFindings) };
}

describe('findSimilar', () => {
  it('finds by picture and by findings, each case once, and says where from', async () => {
    const index = await loadedIndex();
    const found = await find(index, { embedding: red, findings: onBack, topK: 2 });
    expect(found).toMatchObject({
      ok: true,
      value: {
        indexName: 'pad-ufes-20',
        malignantShares: { byPicture: 0.5, byFindings: 0.5 },
        byPicture: [{ sourceId: 'c.png' }, { sourceId: 'a.png' }],
        byFindings: [{ conditions: [{ name: 'Melanocytic Nevus', weight: 1 }] }, {}],
      },
    });
  });

  it('puts first, among pictures equally alike, those whose answers agree', async () => {
    const index = await loadedIndex();
    const nose: Findings = { ...NO_FINDINGS, bodySites: ['HEAD_OR_NECK'] };
    expect((await idsFound(index, { embedding: red, findings: nose })).byPicture[0]).toBe('a.png');
    expect((await idsFound(index, { embedding: red, findings: onBack })).byPicture[0]).toBe('c.png');
  });

  it('leaves out every record of the patient who asks', async () => {
    const found = await idsFound(await loadedIndex(), {
      embedding: red,
      findings: onBack,
      exclude: { sourcePatientId: 'P2' },
    });
    expect([...found.byPicture, ...found.byFindings]).not.toContain('c.png');
    expect(found.byPicture).toEqual(['a.png', 'd.png']);
  });

  it('leaves out every patient who owns the very picture that is asked about', async () => {
    const index = await loadedIndex();
    const all = await find(index, { embedding: red, findings: onBack });
    const [nearest] = await index.nearest(
      (await index.readActive(modelSha256))?.picturesCollection ?? '',
      red,
      1,
    );
    const imageSha256 = nearest?.facts.imageSha256 ?? '';
    const found = await idsFound(index, { embedding: red, findings: onBack, exclude: { imageSha256 } });
    expect(all.ok && all.value.byPicture).toHaveLength(3);
    expect(found).toEqual({ byPicture: ['d.png'], byFindings: ['d.png'] });
  });

  it('gives nothing for nothing', async () => {
    expect(await idsFound(await loadedIndex(), {})).toEqual({ byPicture: [], byFindings: [] });
  });
});

describe('findSimilar when the index cannot be asked', () => {
  it('says that nothing was loaded for the model', async () => {
    expect(await find(createMemoryIndex(), { embedding: red })).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.NO_INDEX },
    });
  });

  it('says that it is unreachable', async () => {
    const index = { ...createMemoryIndex(), readActive: () => Promise.reject(new Error('refused')) };
    expect(await find(index, { embedding: red })).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.UNREACHABLE },
    });
  });

  it('does not wait longer than its budget', async () => {
    const index = { ...createMemoryIndex(), readActive: () => new Promise<null>(() => undefined) };
    const retriever = createRetriever({ index, clock, modelSha256, timeoutMs: 1 });
    const query = { embedding: red, findings: NO_FINDINGS, patient: null, exclude: {}, topK: 1 };
    expect(await retriever.findSimilar(query)).toMatchObject({
      ok: false,
      error: { reason: RetrievalFailure.TIMED_OUT },
    });
  });

  it('reads the pointer anew when the collection that it knew is gone', async () => {
    const index = await loadedIndex();
    const retriever = createRetriever({ index, clock, modelSha256, timeoutMs: 1000 });
    const query = { embedding: red, findings: onBack, patient: null, exclude: {}, topK: 1 };
    const known = await index.readPointer(modelSha256);
    if (known === null) throw new Error('Nothing was loaded.');
    await index.writePointer({ ...known, active: { ...known.active, picturesCollection: 'gone' } });
    expect((await retriever.findSimilar(query)).ok).toBe(false);
    await index.writePointer(known);
    expect((await retriever.findSimilar(query)).ok).toBe(true);
  });
});
