import { Role } from '../../../../src/domain';
import { openReading, type ReadingHarness } from './harness';

const CASE = 'query One($id: ID!) { case(id: $id) { id number facility { id } patient { id } } }';
const BY_NUMBER = 'query One($number: String!) { caseByNumber(number: $number) { id } }';

describe('one case', () => {
  let house: ReadingHarness;
  let mine: { id: string; number: string };
  let foreign: { id: string; number: string };

  beforeAll(async () => {
    house = await openReading({ cases: 30, facilities: 3 });
    const ofFacility = (facilityId = '') =>
      house.prisma.triageCase.findFirstOrThrow({ where: { facilityId } });
    mine = await ofFacility(house.facilityIds[0]);
    foreign = await ofFacility(house.facilityIds[2]);
  });
  afterAll(() => house.close());

  const looks = () => house.prisma.accessLog.findMany({ orderBy: { id: 'asc' } });
  beforeEach(() => house.prisma.accessLog.deleteMany());

  it('is found by its id and by its number, and each look is recorded', async () => {
    expect((await house.run(CASE, { id: mine.id })).data?.case).toMatchObject({ number: mine.number });
    const byNumber = await house.run(BY_NUMBER, { number: mine.number.toLowerCase() });
    expect(byNumber.data?.caseByNumber).toEqual({ id: mine.id });
    const actor = `CLINICIAN:${house.clinicianId}`;
    expect(await looks()).toMatchObject([
      { actor, operation: 'case', caseId: mine.id },
      { actor, operation: 'caseByNumber', caseId: mine.id },
    ]);
  });

  it('does not exist where another facility owns it, nor does one that was never there', async () => {
    const answers = await Promise.all([
      house.run(CASE, { id: foreign.id }),
      house.run(CASE, { id: '01920004-0000-7000-8000-ffffffffffff' }),
      house.run(CASE, { id: "'; DROP TABLE triage_case; --" }),
      house.run(BY_NUMBER, { number: foreign.number }),
      house.run(BY_NUMBER, { number: 'PAA-1999-000001' }),
    ]);
    const messages = answers.map(({ errors }) => [errors?.[0]?.extensions.code, errors?.[0]?.message]);
    expect(messages).toEqual(Array(5).fill(['NOT_FOUND', 'No such case.']));
    expect(await looks()).toEqual([]);
  });

  it.each([
    [Role.PATIENT, 'FORBIDDEN'],
    [Role.KIOSK, 'FORBIDDEN'],
    [Role.PARTNER, undefined],
    [Role.RESPONDER, undefined],
    [Role.ADMIN, undefined],
  ])('for %s answers %s', async (role, code) => {
    const { errors } = await house.run(CASE, { id: mine.id }, { ...house.clinician, role });
    expect(errors?.[0]?.extensions.code).toBe(code);
  });

  describe("the patient's callback reference", () => {
    const QUERY = 'query One($id: ID!) { case(id: $id) { callbackReference } }';
    beforeAll(async () => {
      await house.prisma.triageCase.update({
        where: { id: mine.id },
        data: { dataKey: Buffer.from('key'), callbackReference: Buffer.from('sealed') },
      });
    });

    it('is opened for staff, and the look recorded', async () => {
      const { data } = await house.run(QUERY, { id: mine.id });
      expect(data?.case).toEqual({ callbackReference: 'opened 6 bytes' });
      expect(await looks()).toMatchObject([{ operation: 'case' }, { operation: 'callbackReference' }]);
    });

    it('is not for partners', async () => {
      const { data } = await house.run(QUERY, { id: mine.id }, { ...house.clinician, role: Role.PARTNER });
      expect(data?.case).toEqual({ callbackReference: null });
    });

    it('is gone with the key of an erased case', async () => {
      await house.prisma.triageCase.update({ where: { id: mine.id }, data: { dataKey: null } });
      const { data } = await house.run(QUERY, { id: mine.id });
      expect(data?.case).toEqual({ callbackReference: null });
    });
  });

  it('shows a picture only while the latest word on its consent is yes', async () => {
    const query = 'query One($id: ID!) { case(id: $id) { images { media { url } } } }';
    const urls = async () => {
      const { data } = await house.run(query, { id: mine.id });
      return (data?.case as { images: { media: { url: string } | null }[] }).images.map(
        ({ media }) => media?.url ?? null,
      );
    };
    const key = `cases/${mine.id}`;
    expect(await urls()).toEqual([`/media/${key}/0?signed`, `/media/${key}/1?signed`]);
    const consent = { givenBy: 'SELF', language: 'en', wording: 'en/1', at: new Date() } as const;
    await house.prisma.consent.create({
      data: {
        ...consent,
        id: '01930000-0000-7000-8000-000000000001',
        caseId: mine.id,
        kind: 'IMAGE_CAPTURE',
        granted: false,
      },
    });
    expect(await urls()).toEqual([null, null]);
  });

  it('shows the latest assessment, and all of them from the first', async () => {
    const query = `query One($id: ID!) { case(id: $id) {
      assessment { revision limitations provenance { latencyMs } similarCases { image { url } } }
      assessments { revision }
    } }`;
    const { data } = await house.run(query, { id: mine.id });
    expect(data?.case).toMatchObject({
      assessment: { revision: 2, limitations: ['MEDGEMMA_STAND_IN'], provenance: { latencyMs: 120 } },
      assessments: [{ revision: 1 }, { revision: 2 }],
    });
  });

  it('shows an assessment that was made before its evidence was recorded', async () => {
    const then = { sourceId: 's', dataset: 'd', similarity: 0.5, conditions: [], fitzpatrickSkinType: null };
    await house.prisma.assessment.updateMany({
      where: { caseId: mine.id, revision: 1 },
      data: { similarCases: [{ ...then, imageKey: null }] },
    });
    const query = `query One($id: ID!) { case(id: $id) { assessments { revision evidence { licences }
      similarCases { sourceId pictureSimilarity findingsSimilarity licence image { url } } } } }`;
    const { data, errors } = await house.run(query, { id: mine.id });
    const nothing = { pictureSimilarity: null, findingsSimilarity: null, licence: null, image: null };
    expect(errors).toBeUndefined();
    expect(data?.case).toMatchObject({
      assessments: [{ evidence: null, similarCases: [{ sourceId: 's', ...nothing }] }, { evidence: null }],
    });
  });

  it('tells its history in pages, oldest first', async () => {
    const query = `query One($id: ID!, $after: Cursor) { case(id: $id) {
      history(first: 2, after: $after) { edges { cursor node { at case { id } } } pageInfo { hasNextPage endCursor } }
    } }`;
    interface History {
      readonly edges: readonly { readonly node: { readonly at: Date } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    }
    const read = async (after: string | null) => {
      const { data } = await house.run(query, { id: mine.id, after });
      return (data?.case as { history: History }).history;
    };
    const first = await read(null);
    const second = await read(first.pageInfo.endCursor);
    expect([first.edges.length, first.pageInfo.hasNextPage]).toEqual([2, true]);
    expect([second.edges.length, second.pageInfo.hasNextPage]).toEqual([1, false]);
    const times = [...first.edges, ...second.edges].map(({ node }) => node.at);
    expect(times).toEqual([...times].sort());
  });
});
