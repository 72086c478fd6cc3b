import { createConditionTable, Malignancy, NO_FINDINGS, type Findings, Urgency } from '../../../src/domain';
import {
  acceptsCase,
  createRetriever,
  findingsVector,
  type IndexDescription,
  type ReferenceIndex,
  type SimilarityFilter,
  type SimilarityQuery,
} from '../../../src/retrieval';
import { type ReferenceFacts } from '../../../src/retrieval/reference-index';
import { indexOfRecords, referenceRecord } from '../../support/reference-records';

const clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const vectorSpace = 'c'.repeat(64);
const onBack: Findings = { ...NO_FINDINGS, bodySites: ['TORSO_BACK'] };
const onNose: Findings = { ...NO_FINDINGS, bodySites: ['HEAD_OR_NECK'] };
const back = Array.from(findingsVector(onBack, null) ?? []);
const nose = Array.from(findingsVector(onNose, null) ?? []);
const red = Float32Array.of(1, 0);

const picture = (id: string, vector: readonly number[], facts: Partial<ReferenceFacts> = {}) =>
  referenceRecord(id, vector, { imageSha256: `digest of ${id}`, findingsVector: back, ...facts });

/** P1 has two pictures of one lesion on the nose, P2 nearly the same on the back, P3's is orange; all are answered for. */
const p1 = { patientId: 'P1', caseId: 'lesion 1', findingsVector: nose };
const PICTURES = [
  picture('a', [1, 0], p1),
  picture('b', [1, 0.05], p1),
  picture('c', [1, 0.01], { patientId: 'P2' }),
  picture('d', [1, 1], { patientId: 'P3' }),
];
const FINDINGS = [
  referenceRecord('a', nose, { patientId: 'P1', caseId: 'lesion 1' }),
  referenceRecord('c', back, { patientId: 'P2' }),
  referenceRecord('d', back, { patientId: 'P3' }),
];
const loaded = (described: Partial<IndexDescription> = {}) =>
  indexOfRecords({ pictures: PICTURES, findings: FINDINGS }, described);

async function find(index: ReferenceIndex, query: Partial<SimilarityQuery>) {
  const retriever = createRetriever({ index, clock, vectorSpace, timeoutMs: 1000 });
  return retriever.findSimilar({
    embedding: null,
    findings: NO_FINDINGS,
    patient: null,
    exclude: {},
    topK: 10,
    ...query,
  });
}

async function found(index: ReferenceIndex, query: Partial<SimilarityQuery>) {
  const answer = await find(index, query);
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

async function idsFound(index: ReferenceIndex, query: Partial<SimilarityQuery>) {
  const { byPicture, byFindings } = await found(index, query);
  const ids = (cases: readonly { readonly sourceId: string }[]) => cases.map((one) => one.sourceId);
  return { byPicture: ids(byPicture), byFindings: ids(byFindings) };
}

describe('findSimilar', () => {
  it('finds by picture and by findings, each case once, and says what each is alike in', async () => {
    const answer = await found(await loaded({ picturesKept: true }), {
      embedding: red,
      findings: onBack,
      topK: 2,
    });
    expect(answer).toMatchObject({
      indexName: 'test',
      malignantShares: { byPicture: 0.25, byFindings: 0 },
      referenceCases: { byPicture: 4, byFindings: 3 },
      isComplete: true,
      byPicture: [{ sourceId: 'c', imageKey: 'reference/digest of c' }, { sourceId: 'd' }],
      byFindings: [{ sourceId: 'c', pictureSimilarity: null, imageKey: null, licence: 'CC BY 4.0' }, {}],
    });
    const [nearest] = answer.byPicture;
    expect(nearest?.pictureSimilarity).toBe(nearest?.similarity);
    expect(nearest?.findingsSimilarity).toBeCloseTo(1);
    expect(answer.byFindings.map(({ similarity }) => similarity)).toEqual([1, 1]);
  });

  it('has no key for pictures that were not kept', async () => {
    const { byPicture } = await found(await loaded(), { embedding: red });
    expect(byPicture.map(({ imageKey }) => imageKey)).toEqual([null, null, null]);
  });

  it('puts first, among pictures nearly as much alike, those whose answers agree', async () => {
    const index = await loaded();
    expect((await idsFound(index, { embedding: red, findings: onNose })).byPicture[0]).toBe('a');
    expect((await idsFound(index, { embedding: red, findings: onBack })).byPicture[0]).toBe('c');
  });

  it('counts one picture once, under whatever cases it is listed', async () => {
    const twin = picture('a again', [1, 0], { imageSha256: 'digest of a' });
    const index = await indexOfRecords({ pictures: [...PICTURES, twin] });
    expect((await idsFound(index, { embedding: red })).byPicture).toEqual(['a', 'c', 'd']);
  });

  it('keeps cases apart that two sets give one id', async () => {
    const other = picture('other set', [1, 0.02], { caseId: 'lesion 1', dataset: 'other' });
    const index = await indexOfRecords({ pictures: [...PICTURES, other] });
    expect((await idsFound(index, { embedding: red })).byPicture).toEqual(['a', 'c', 'other set', 'd']);
  });

  it('leaves out every record of the patient who asks', async () => {
    expect(
      await idsFound(await loaded(), {
        embedding: red,
        findings: onBack,
        exclude: { sourcePatientId: 'P2' },
      }),
    ).toEqual({ byPicture: ['d', 'a'], byFindings: ['d'] });
  });

  it('leaves out whoever owns the very picture that is asked about, though a search would not come upon it', async () => {
    const index = await loaded();
    const missing: ReferenceIndex = {
      ...index,
      nearest: async (collection, vector, count) =>
        (await index.nearest(collection, vector, count)).filter(({ facts }) => facts.sourceId !== 'a'),
    };
    const query = { embedding: red, findings: onNose, exclude: { imageSha256: 'digest of a' } };
    expect(await idsFound(missing, query)).toEqual({ byPicture: ['c', 'd'], byFindings: [] });
  });

  it('gives nothing for nothing', async () => {
    expect(await idsFound(await loaded(), {})).toEqual({ byPicture: [], byFindings: [] });
  });

  it('finds nothing where not even the nearest reaches the floor of the index, and says what the floor is', async () => {
    const floors = { pictureFloor: 0.9, findingsFloor: 0.5 };
    const index = await loaded(floors);
    const alike = await found(index, { embedding: red, findings: onBack });
    expect(alike.floors).toEqual({ byPicture: 0.9, byFindings: 0.5 });
    expect(alike.byPicture.map(({ sourceId }) => sourceId)).toEqual(['c', 'd', 'a']);
    const unlike = await found(index, { embedding: Float32Array.of(0, 1), findings: onBack });
    expect(unlike).toMatchObject({ byPicture: [], byFindings: [{}, {}], isComplete: true });
    const own = { sourcePatientId: 'P3' };
    expect((await found(index, { embedding: Float32Array.of(0.5, 0.6), exclude: own })).byPicture).toEqual(
      [],
    );
  });

  it('fetches no more for a picture that is like nothing', async () => {
    const pictures = Array.from({ length: 500 }, (_, place) => picture(`p${place}`, [1, place / 1000]));
    const index = await indexOfRecords({ pictures }, { pictureFloor: 0.9 });
    const nearest = jest.fn<ReturnType<typeof index.nearest>, Parameters<typeof index.nearest>>((...asked) =>
      index.nearest(...asked),
    );
    const answer = await found({ ...index, nearest }, { embedding: Float32Array.of(0.6, 0.8), topK: 1 });
    expect(answer).toMatchObject({ byPicture: [], isComplete: true });
    expect(nearest).toHaveBeenCalledTimes(1);
  });

  it('counts nobody who is hardly alike, behind however near a neighbour', async () => {
    const { byPicture, byFindings } = await idsFound(await loaded(), {
      embedding: Float32Array.of(-0.6, 0.8),
      findings: onBack,
    });
    expect([byPicture, byFindings]).toEqual([[], ['c', 'd']]);
  });
});

describe('findSimilar with a filter', () => {
  const table = createConditionTable(
    (
      [
        ['Melanoma', Malignancy.MALIGNANT],
        ['Eczema', Malignancy.BENIGN],
      ] as const
    ).map(([name, malignancy]) => ({ name, malignancy, icd10: [], defaultUrgency: Urgency.ROUTINE })),
  );
  const label = (name: string) => [{ name, weight: 1 }];
  const wanted: Partial<ReferenceFacts> = {
    dataset: 'wanted',
    fitzpatrickSkinType: 'FST6',
    bodySites: ['PALM', 'ARM'],
    conditions: [{ name: 'Eczema', weight: 0.7 }, ...label('Melanoma')],
  };
  const FILTERS: readonly SimilarityFilter[] = [
    { datasets: ['other', 'wanted'] },
    { skinTypes: ['FST5', 'FST6'] },
    { bodySites: ['ARM'] },
    { conditions: ['melanoma'] },
    { malignantOrPremalignant: true },
    { datasets: ['wanted'], malignantOrPremalignant: true },
  ];
  /** A thousand others, nearer than the two that are wanted. */
  const many = Array.from({ length: 1000 }, (_, place) =>
    picture(`near ${place}`, [1, place / 10_000], { conditions: label('Eczema') }),
  );
  const far = ['far 1', 'far 2'].map((id, place) => picture(id, [1, 0.2 + place / 10], wanted));

  it.each(FILTERS)('goes on until it finds what fits %j', async (filter) => {
    const index = await indexOfRecords({ pictures: [...many, ...far] });
    const query = { embedding: red, topK: 2, accepts: acceptsCase(filter, table) };
    expect((await idsFound(index, query)).byPicture).toEqual(['far 1', 'far 2']);
    expect((await found(index, query)).isComplete).toBe(true);
  });

  it('tells cases without a malignant label from those with one', async () => {
    const index = await indexOfRecords({ pictures: [...many.slice(0, 1), ...far] });
    const accepts = acceptsCase({ malignantOrPremalignant: false }, table);
    expect((await idsFound(index, { embedding: red, accepts })).byPicture).toEqual(['near 0']);
  });

  it('says that it stopped at its bound before it found enough', async () => {
    const pictures = Array.from({ length: 3500 }, (_, place) => picture(`p${place}`, [1, place / 10_000]));
    const index = await indexOfRecords({ pictures });
    const nobody = await found(index, { embedding: red, topK: 1, accepts: () => false });
    expect(nobody).toMatchObject({ byPicture: [], isComplete: false });
  });

  it('says so too when its time is up', async () => {
    let nowMs = 0;
    const slow = { now: () => new Date((nowMs += 300)) };
    const index = await indexOfRecords({ pictures: [...many, ...far] });
    const retriever = createRetriever({ index, clock: slow, vectorSpace, timeoutMs: 1000 });
    const query = { embedding: red, findings: NO_FINDINGS, patient: null, exclude: {}, topK: 2 };
    const answer = await retriever.findSimilar({
      ...query,
      accepts: acceptsCase({ datasets: ['wanted'] }, table),
    });
    expect(answer).toMatchObject({ ok: true, value: { byPicture: [], isComplete: false } });
  });
});
