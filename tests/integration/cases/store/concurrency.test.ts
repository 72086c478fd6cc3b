import { verifyTrail } from '../../../../src/cases';
import { type Assessment, conflict, err, ok } from '../../../../src/domain';
import { type House, startHouse } from '../../../support/house';
import {
  ASSESS,
  converse,
  KIOSK,
  newKey,
  NORTH,
  PARTNER,
  SAY,
  say,
  signIn,
  START,
  startSession,
  SUBMIT,
  submission,
  submit,
} from '../../../support/house-operations';

const TIMES = 20;
const CLAIM = 'mutation ($input: CaseChangeInput!) { claimCase(input: $input) { version assignee { id } } }';

describe('calls at the same time', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const together = <T>(call: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: TIMES }, (_, index) => call(index)));
  const eventsOf = (caseId: string) =>
    house.engines.prisma.caseEvent.findMany({ where: { caseId }, orderBy: { caseSequence: 'asc' } });

  it.each([
    ['startSession', KIOSK, START, { facilityId: NORTH }],
    ['submitCase', PARTNER, SUBMIT, submission()],
  ])(
    'of %s with one key open one case, and all hear of the same',
    async (_operation, token, document, given) => {
      const { prisma } = house.engines;
      const before = await prisma.triageCase.count();
      const input = { ...given, idempotencyKey: newKey() };
      const answers = await together(() => house.client.ask(token, document, { input }));
      expect(new Set(answers.map((answered) => caseNumberIn(answered))).size).toBe(1);
      expect(await prisma.triageCase.count()).toBe(before + 1);
    },
  );

  it('of say with one key are one utterance', async () => {
    const { token, session } = await startSession(house.client);
    const key = newKey();
    const answers = await together(() => say(house.client, token, { text: 'yes' }, key));
    expect(new Set(answers.map(({ heard }) => JSON.stringify(heard))).size).toBe(1);
    const found = await house.engines.prisma.triageCase.findUniqueOrThrow({
      where: { number: session.caseNumber },
      include: { utterances: { where: { speaker: 'PATIENT' } }, consents: true },
    });
    expect(found.utterances).toHaveLength(1);
    expect(found.consents).toHaveLength(1);
  });

  it('of assess with one key are one assessment', async () => {
    const { token, session } = await startSession(house.client);
    await converse(house.client, token, session, 'DANGER_BREATHING', { GREETING: { choice: 'YES' } });
    const input = { idempotencyKey: newKey() };
    type Assessed = { assess: { id: string; assessment: Pick<Assessment, 'id'> } };
    const answers = await together(() => house.client.ask<Assessed>(token, ASSESS, { input }));
    expect(new Set(answers.map(({ assess }) => assess.assessment.id)).size).toBe(1);
    const caseId = answers[0]?.assess.id ?? '';
    expect(await house.engines.prisma.assessment.count({ where: { caseId } })).toBe(1);
  });

  it('of different utterances are heard one after the other, each once, in an unbroken chain', async () => {
    const { token, session } = await startSession(house.client);
    await say(house.client, token, { text: 'yes' });
    const words = Array.from({ length: TIMES }, (_, index) => `number ${index} itches`);
    await Promise.all(
      words.map((text) => house.client.ask(token, SAY, { input: { text, idempotencyKey: newKey() } })),
    );
    const { id, utterances } = await house.engines.prisma.triageCase.findUniqueOrThrow({
      where: { number: session.caseNumber },
      include: { utterances: { where: { speaker: 'PATIENT' } } },
    });
    expect(utterances.map(({ text }) => text).sort()).toEqual(['yes', ...words].sort());
    const sequences = (await eventsOf(id)).map(({ caseSequence }) => caseSequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  });

  it('of claims with one version let one clinician have it', async () => {
    const { id, version } = await submit(house.client);
    const token = await signIn(house.client, 'clinician@demo.test');
    await together(() => house.client.ask(token, CLAIM, { input: { caseId: id, version } }));
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'case.claimed')).toHaveLength(1);
    const { version: after } = await house.engines.prisma.triageCase.findUniqueOrThrow({ where: { id } });
    expect(after).toBe(version + 1);
  });

  it('leave nothing behind when the decision is a refusal, whatever was written before it', async () => {
    const { id } = await submit(house.client);
    const { cases } = house.rooms.conversation;
    const before = await stateOf(id);
    const refused = await cases.transact(async (unit) => {
      await unit.change(id, (triageCase) =>
        ok({ triageCase: { ...triageCase, language: 'sw' }, events: [] }),
      );
      return unit.change(id, () => err(conflict('Changed my mind.')));
    });
    expect(refused).toEqual({ ok: false, error: conflict('Changed my mind.') });
    expect(await stateOf(id)).toEqual(before);
  });

  it('are told that a key was used for something else, and do nothing', async () => {
    const { token } = await startSession(house.client);
    const key = newKey();
    await say(house.client, token, { text: 'yes' }, key);
    const before = await house.engines.prisma.utterance.count();
    const refusals = await together((index) =>
      house.client.refusalOf(token, SAY, { input: { text: `other ${index}`, idempotencyKey: key } }),
    );
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['CONFLICT']));
    expect(await house.engines.prisma.utterance.count()).toBe(before);
  });

  it('leave the audit trail of all this whole', async () => {
    expect((await verifyTrail(house.engines)).broken).toEqual([]);
  });

  const stateOf = async (id: string) => ({
    row: await house.engines.prisma.triageCase.findUniqueOrThrow({ where: { id } }),
    events: await eventsOf(id),
  });
});

function caseNumberIn(answered: unknown): string | undefined {
  return /PAA-\d{4}-\d{6}/.exec(JSON.stringify(answered))?.[0];
}
