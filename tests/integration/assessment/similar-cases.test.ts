import { type Engines } from '../../../src/composition';
import { createReferencePictures } from '../../../src/retrieval';
import { type House, startHouse } from '../../support/house';
import { newKey, PARTNER, type ShownCase, signIn, submit } from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';

interface Found {
  readonly complete: boolean;
  readonly comparedPicture: boolean;
  readonly indexName: string;
  readonly cases: readonly {
    readonly sourceId: string;
    readonly dataset: string;
    readonly pictureSimilarity: number | null;
    readonly findingsSimilarity: number | null;
    readonly fitzpatrickSkinType: string | null;
    readonly licence: string | null;
    readonly conditions: readonly { readonly name: string }[];
    readonly image: { readonly url: string; readonly mimeType: string } | null;
  }[];
}

const SEARCH = `query ($id: ID!, $filter: SimilarCaseFilter, $first: Int) {
  case(id: $id) { similarCases(filter: $filter, first: $first) {
    complete comparedPicture indexName
    cases { sourceId dataset pictureSimilarity findingsSimilarity fitzpatrickSkinType licence
      conditions { name } image { url mimeType } } } }
}`;
const EVIDENCE = `query ($id: ID!) { case(id: $id) { soapNote { assessment } assessment { rationale evidence {
  byPicture { neighbours nearest floor held } byFindings { neighbours nearest floor held } licences
  skinTones { patient cases same adjacent distant unknown } } } } }`;
const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }`;

/** As if the pictures of the reference set had been kept when it was loaded: the test keeps the ones that it wants. */
const withKeptPictures = (engines: Engines): Engines => ({
  ...engines,
  index: {
    ...engines.index,
    async readActive(modelSha256) {
      const active = await engines.index.readActive(modelSha256);
      return active && { ...active, picturesKept: true };
    },
  },
});

describe('the similar cases of a case', () => {
  let house: House;
  let clinician: string;
  let shown: ShownCase;

  beforeAll(async () => {
    house = await startHouse({ engines: withKeptPictures });
    clinician = await signIn(house.client, 'clinician@demo.test');
    shown = await submitWithPicture();
  }, 60_000);
  afterAll(() => house.close());

  const submitWithPicture = async (): Promise<ShownCase> => {
    const uploadId = await house.client.upload(PARTNER, await goodPicture());
    const patient = { ageYears: 40, fitzpatrickSkinType: 'FST5' };
    return submit(house.client, { patient, images: [{ uploadId, shotType: 'CLOSE_UP' }] });
  };
  const search = async (variables: object = {}, token = clinician): Promise<Found> => {
    type Answer = { readonly case: { readonly similarCases: Found } };
    const asked = { id: shown.id, ...variables };
    return (await house.client.ask<Answer>(token, SEARCH, asked)).case.similarCases;
  };
  const refusal = (token: string, variables: object = {}) =>
    house.client.refusalOf(token, SEARCH, { id: shown.id, ...variables });

  it.each([['clinician'], ['partner']])('are found for a %s of its facility', async (who) => {
    const found = await search({ first: 4 }, who === 'partner' ? PARTNER : clinician);
    expect(found).toMatchObject({ complete: true, comparedPicture: true });
    expect(found.cases).toHaveLength(4);
    expect(found.cases[0]?.pictureSimilarity).toBeGreaterThan(0);
    expect(found.cases[0]?.licence).not.toBe('');
    expect(new Set(found.cases.map(({ sourceId }) => sourceId)).size).toBe(4);
  });

  it('are only those that the filter lets through', async () => {
    const conditions = ['melanoma'];
    const byCondition = await search({ filter: { conditions } });
    expect(byCondition.cases.length).toBeGreaterThan(0);
    for (const { conditions: labels } of byCondition.cases)
      expect(labels.map(({ name }) => name)).toContain('Melanoma');
    const skinTypes = ['FST5', 'FST6'];
    const bySkin = await search({ filter: { skinTypes, malignantOrPremalignant: null } });
    expect(bySkin.cases.length).toBeGreaterThan(0);
    for (const { fitzpatrickSkinType } of bySkin.cases) expect(skinTypes).toContain(fitzpatrickSkinType);
    expect(await search({ filter: { datasets: ['no-such-set'] } })).toMatchObject({ cases: [] });
  });

  it('are counted in the assessment, by what they are alike in and whose skin they show', async () => {
    type Shown = {
      case: { soapNote: { assessment: string }; assessment: { rationale: string; evidence: EvidenceShown } };
    };
    interface EvidenceShown {
      readonly byPicture: { readonly neighbours: number; readonly nearest: number; readonly floor: number };
      readonly skinTones: Readonly<
        Record<'cases' | 'same' | 'adjacent' | 'distant' | 'unknown', number> & { patient: string }
      >;
      readonly licences: readonly string[];
    }
    const { case: found } = await house.client.ask<Shown>(clinician, EVIDENCE, { id: shown.id });
    const { byPicture, skinTones, licences } = found.assessment.evidence;
    expect(byPicture.neighbours).toBeGreaterThan(0);
    expect(byPicture.nearest).toBeGreaterThanOrEqual(byPicture.floor);
    expect(skinTones.patient).toBe('FST5');
    const { same, adjacent, distant, unknown, cases } = skinTones;
    expect(same + adjacent + distant + unknown).toBe(cases);
    expect(cases).toBe(shown.assessment?.similarCases.length);
    expect(licences.length).toBeGreaterThan(0);
    for (const text of [found.assessment.rationale, found.soapNote.assessment])
      expect(text).toContain(`of ${cases} similar cases show another skin type`);
  });

  it('come with their pictures where these were kept, at an address that expires', async () => {
    const image = (await search()).cases.find((one) => one.image !== null)?.image;
    const url = image?.url ?? '';
    expect((await fetch(url)).status).toBe(404);
    const sha256 = /reference\/([0-9a-f]{64})/.exec(url)?.[1] ?? '';
    const { bytes } = await goodPicture();
    await createReferencePictures(house.engines.media).keep(sha256, bytes);
    const served = await fetch(url);
    expect([served.status, served.headers.get('content-type')]).toEqual([200, image?.mimeType]);
    expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await fetch(url.replace(/signature=.*/, 'signature=no'))).status).toBe(404);
  });

  it('are not for whoever may not search, and not there for whoever is elsewhere', async () => {
    const admin = await signIn(house.client, 'admin@demo.test');
    expect(await refusal(admin)).toMatchObject({ code: 'FORBIDDEN' });
    const elsewhere = await signIn(house.client, 'clinician2@demo.test');
    expect(await refusal(elsewhere)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([0, 101, -1])('cannot be asked for %d at a time', async (first) => {
    expect(await refusal(clinician, { first })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
  });

  it('cost so much that a list cannot ask for those of each row', async () => {
    const all = '{ cases(first: 50) { edges { node { similarCases { complete } } } } }';
    expect(await house.client.refusalOf(clinician, all)).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
    const discounted = all.replace(
      /similarCases.*?\}/,
      '$& less: similarCases(first: -1000000) { cases { sourceId } }',
    );
    expect(await house.client.refusalOf(clinician, discounted)).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
  });

  it('rest on no picture any more when its consent is withdrawn', async () => {
    const { id } = await submitWithPicture();
    expect(await search({ id })).toMatchObject({ comparedPicture: true });
    const input = { caseId: id, kind: 'IMAGE_CAPTURE', idempotencyKey: newKey() };
    await house.client.ask(clinician, WITHDRAW, { input });
    const found = await search({ id });
    expect(found.comparedPicture).toBe(false);
    expect(found.cases.every(({ pictureSimilarity }) => pictureSimilarity === null)).toBe(true);
  });
});

describe('the similar cases of a case while', () => {
  const FAILURES: readonly (readonly [string, Parameters<typeof startHouse>[0]])[] = [
    ['Chroma is down', { env: { CHROMA_URL: 'http://127.0.0.1:9' } }],
    [
      'no picture can be embedded',
      {
        engines: (engines) => ({
          ...engines,
          embedder: { ...engines.embedder, embed: () => Promise.reject(new Error('no memory')) },
        }),
      },
    ],
  ];

  it.each(FAILURES)(
    '%s are out of reach, and the refusal says so',
    async (_what, overrides) => {
      const house = await startHouse(overrides);
      try {
        const uploadId = await house.client.upload(PARTNER, await goodPicture());
        const { id } = await submit(house.client, { images: [{ uploadId, shotType: 'CLOSE_UP' }] });
        expect(await house.client.refusalOf(PARTNER, SEARCH, { id })).toMatchObject({
          code: 'DEPENDENCY_UNAVAILABLE',
        });
      } finally {
        await house.close();
      }
    },
    60_000,
  );
});
