import { access } from 'node:fs/promises';
import { type House, startHouse } from '../support/house';
import { CASE_BY_ID, newKey, PARTNER, type ShownCase, signIn, submit } from '../support/house-operations';
import { goodPicture } from '../support/house-pictures';

const CHANGED = 'id status version urgency escalations { status }';
const LIST = `{ cases(first: 100) { edges { node { number urgency openedAt } } } }`;
const CLAIM = `mutation ($input: CaseChangeInput!) { claimCase(input: $input) { ${CHANGED} } }`;
const RELEASE = `mutation ($input: CaseChangeInput!) { releaseCase(input: $input) { ${CHANGED} } }`;
const REVIEW = `mutation ($input: ReviewCaseInput!) {
  reviewCase(input: $input) { ${CHANGED} review { agreedWithUrgency diagnosisIcd10 clinician { displayName } } }
}`;
const OUTCOME = `mutation ($input: RecordOutcomeInput!) {
  recordOutcome(input: $input) { status outcome { attended histologyConfirmed diagnosisIcd10 } }
}`;
const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { images { media { url } } } }`;
const ERASE = `mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { status } }`;
const HISTORY = `query ($id: ID!) { case(id: $id) { history(first: 100) { edges { node { kind actor summary } } } } }`;

const RANKS = ['EMERGENCY', 'URGENT', 'SOON', 'ROUTINE', 'SELF_CARE'];

interface Changed {
  readonly status: string;
  readonly version: number;
  readonly urgency: string;
}
interface History {
  readonly case: {
    readonly history: { readonly edges: readonly { readonly node: { readonly kind: string } }[] };
  };
}

describe('a clinician', () => {
  let house: House;
  let token: string;

  beforeAll(async () => {
    house = await startHouse();
    token = await signIn(house.client, 'clinician@demo.test');
  }, 60_000);
  afterAll(() => house.close());

  const change = async (document: string, input: object): Promise<Changed> => {
    const answered = await house.client.ask<Record<string, Changed>>(token, document, { input });
    const [changed] = Object.values(answered);
    if (changed === undefined) throw new Error('An answer without a field.');
    return changed;
  };
  const read = async (id: string): Promise<ShownCase> =>
    (await house.client.ask<{ case: ShownCase }>(token, CASE_BY_ID, { id })).case;
  const historyOf = async (id: string): Promise<string[]> => {
    const { case: found } = await house.client.ask<History>(token, HISTORY, { id });
    return found.history.edges.map(({ node }) => node.kind);
  };
  const submitWithPicture = async (given: object = {}): Promise<ShownCase> => {
    const uploadId = await house.client.upload(PARTNER, await goodPicture());
    return submit(house.client, { images: [{ uploadId, shotType: 'CLOSE_UP' }], ...given });
  };

  it('finds the most urgent case on top, however late it came', async () => {
    await submit(house.client);
    const urgent = await submit(house.client, {
      narrative: 'My face swells and I cannot breathe.',
      findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
    });
    expect(urgent.urgency).toBe('EMERGENCY');
    type Listed = { cases: { edges: { node: { number: string; urgency: string; openedAt: string } }[] } };
    const { cases } = await house.client.ask<Listed>(token, LIST);
    const ranks = cases.edges.map(({ node }) => RANKS.indexOf(node.urgency));
    expect(cases.edges[0]?.node.number).toBe(urgent.number);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('claims, reviews, closes, and says later what became of the patient', async () => {
    const { id, version } = await submit(house.client, {
      findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
    });
    const claimed = await change(CLAIM, { caseId: id, version });
    expect(claimed).toMatchObject({ status: 'IN_REVIEW', version: version + 1 });
    expect(await change(CLAIM, { caseId: id, version })).toMatchObject({ version: version + 1 });

    const review = { caseId: id, diagnosisIcd10: ['L50.9'], urgency: 'SOON', note: 'Seen. Calm now.' };
    const stale = await house.client.refusalOf(token, REVIEW, { input: { ...review, version } });
    expect(stale).toMatchObject({ code: 'CONFLICT' });
    expect(await read(id)).toMatchObject({ status: 'IN_REVIEW', version: version + 1 });

    const reviewed = await change(REVIEW, { ...review, version: version + 1 });
    expect(reviewed).toMatchObject({
      status: 'CLOSED',
      urgency: 'SOON',
      escalations: [{ status: 'RESOLVED' }],
      review: { agreedWithUrgency: false, clinician: { displayName: 'Demo Clinician (North)' } },
    });
    const outcome = {
      caseId: id,
      attended: true,
      diagnosisIcd10: ['L50.9'],
      histologyConfirmed: false,
      idempotencyKey: newKey(),
    };
    expect(await change(OUTCOME, outcome)).toMatchObject({ status: 'CLOSED', outcome: { attended: true } });
    expect((await historyOf(id)).slice(-4)).toEqual([
      'case.claimed',
      'case.reviewed',
      'escalation.resolved',
      'outcome.recorded',
    ]);
  });

  it('cannot review what somebody has not claimed, nor claim with yesterday’s version', async () => {
    const { id, version } = await submit(house.client);
    const review = { caseId: id, version, diagnosisIcd10: [], urgency: 'ROUTINE', note: '' };
    expect(await house.client.refusalOf(token, REVIEW, { input: review })).toMatchObject({
      code: 'CONFLICT',
    });
    await change(CLAIM, { caseId: id, version });
    await change(RELEASE, { caseId: id, version: version + 1 });
    const late = { caseId: id, version };
    expect(await house.client.refusalOf(token, CLAIM, { input: late })).toMatchObject({ code: 'CONFLICT' });
  });

  it('withdraws the pictures’ consent: the address is dead and the bytes are gone', async () => {
    const { id, images } = await submitWithPicture();
    const url = images[0]?.media?.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    const input = { caseId: id, kind: 'IMAGE_CAPTURE', idempotencyKey: newKey() };
    expect(await change(WITHDRAW, input)).toEqual({ images: [{ media: null }] });
    expect(await change(WITHDRAW, input)).toEqual({ images: [{ media: null }] });
    expect((await fetch(url)).status).toBe(404);
    await expect(access(fileOf(url))).rejects.toThrow('ENOENT');
    expect((await historyOf(id)).filter((kind) => kind === 'consent.withdrawn')).toHaveLength(1);
  });

  it('erases a case: nothing of the patient is left in any table, and the history says that it happened', async () => {
    const { id, version, images } = await submitWithPicture({ narrative: 'A dog bit my arm.' });
    const url = images[0]?.media?.url ?? '';
    const before = await historyOf(id);
    expect(before).toContain('escalation.raised');
    await change(ERASE, { caseId: id, version, reason: 'The patient asked for it.' });

    const erased = await read(id);
    expect(erased).toMatchObject({
      status: 'ERASED',
      urgency: null,
      version: version + 1,
      patient: { externalId: null, ageYears: null },
      findings: { chiefComplaint: null, present: [], absent: [] },
      images: [],
      transcript: [],
      assessment: null,
      soapNote: null,
      explanation: null,
    });
    expect(await historyOf(id)).toEqual([...before, 'escalation.resolved', 'case.erased']);
    expect((await fetch(url)).status).toBe(404);
    await expect(access(fileOf(url))).rejects.toThrow('ENOENT');
    const row = await house.engines.prisma.triageCase.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ dataKey: null, callbackReference: null, conditionTerms: [] });
    expect(row.searchText).toBe(row.number);
    expect(await leftovers(id)).toEqual({ escalationReasons: [] });
    expect(await change(ERASE, { caseId: id, version, reason: 'Again.' })).toEqual({ status: 'ERASED' });
  });

  const fileOf = (url: string): string => `${house.mediaDir}${new URL(url).pathname.replace('/media', '')}`;

  /** What the tables of parts still hold of a case. */
  async function leftovers(caseId: string) {
    const { prisma } = house.engines;
    const where = { caseId };
    const counts = await Promise.all([
      prisma.utterance.count({ where }),
      prisma.consent.count({ where }),
      prisma.caseImage.count({ where }),
      prisma.assessment.count({ where }),
      prisma.soapNote.count({ where }),
      prisma.explanation.count({ where }),
    ]);
    expect(counts).toEqual(counts.map(() => 0));
    const escalations = await prisma.escalation.findMany({ where });
    return { escalationReasons: escalations.flatMap(({ reasons }) => reasons) };
  }
});
