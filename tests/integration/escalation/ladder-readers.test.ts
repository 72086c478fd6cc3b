import { type House } from '../../support/house';
import { assess, EMERGENCY, newKey, say, signIn, startSession } from '../../support/house-operations';
import {
  ACKNOWLEDGE,
  CALLBACK,
  type ClockedHouse,
  idOf,
  latestStep,
  startClockedHouse,
  submitEmergency,
} from './ladder-house';

const LONG_MS = 60_000;
const LIST = `{ escalations { totalCount edges { node { tier status case { number } } } } }`;
const READ = `query ($id: ID!) { case(id: $id) { number callbackReference escalations { tier status } } }`;
const ASSESSED = `mutation ($input: AssessInput!) {
  assess(input: $input) { escalations { status reasons { code } acknowledgedBy { displayName } } }
}`;

describe('the ladder', () => {
  let clocked: ClockedHouse;
  let house: House;

  beforeAll(async () => {
    clocked = await startClockedHouse();
    ({ house } = clocked);
  }, LONG_MS);
  afterAll(() => house.close());
  beforeEach(() => clocked.goOnBy(0));

  it('shows a pool the escalation and its case once it is asked, and not before', async () => {
    const submitted = await submitEmergency(house);
    const { id, number } = submitted;
    const [region, duty, south] = [
      await signIn(house.client, 'region@demo.test'),
      await signIn(house.client, 'duty@demo.test'),
      await signIn(house.client, 'clinician2@demo.test'),
    ];
    type Listed = { escalations: { totalCount: number; edges: { node: { case: { number: string } } }[] } };
    const seenBy = async (token: string): Promise<boolean> => {
      const { escalations } = await house.client.ask<Listed>(token, LIST);
      expect(escalations.totalCount).toBe(escalations.edges.length);
      return escalations.edges.some(({ node }) => node.case.number === number);
    };
    const isHidden = async (token: string): Promise<void> => {
      expect(await seenBy(token)).toBe(false);
      for (const [document, of] of [
        [READ, id],
        [ACKNOWLEDGE, idOf(submitted)],
      ] as const)
        expect(await house.client.refusalOf(token, document, { id: of })).toMatchObject({
          code: 'NOT_FOUND',
        });
    };

    for (const token of [region, duty, south]) await isHidden(token);
    await clocked.climbWhenDue(await latestStep(house, submitted));
    for (const token of [duty, south]) await isHidden(token);
    expect(await seenBy(region)).toBe(true);
    const read = await house.client.ask<{ case: unknown }>(region, READ, { id });
    expect(read.case).toMatchObject({ number, escalations: [{ tier: 2, status: 'OPEN' }] });
  });

  it('leaves the way to the patient with the facility: a pool that reads the case is not shown it', async () => {
    const submitted = await submitEmergency(house);
    await clocked.climbWhenDue(await latestStep(house, submitted));
    const shownTo = async (email: string): Promise<unknown> => {
      const asked = { id: submitted.id };
      const token = await signIn(house.client, email);
      return (await house.client.ask<{ case: { callbackReference: unknown } }>(token, READ, asked)).case
        .callbackReference;
    };
    expect(await shownTo('responder@demo.test')).toBe(CALLBACK);
    expect(await shownTo('region@demo.test')).toBeNull();
  });

  it('tells a patient’s device nothing of why, and nothing of who answers', async () => {
    const { token } = await startSession(house.client);
    await say(house.client, token, { text: 'yes' });
    await say(house.client, token, { text: EMERGENCY.narrative });
    const idempotencyKey = newKey();
    const { id, escalations } = await assess(house.client, token, idempotencyKey);
    expect(escalations).toMatchObject([{ urgency: 'EMERGENCY', status: 'OPEN' }]);
    const responder = await signIn(house.client, 'responder@demo.test');
    await house.client.ask(responder, ACKNOWLEDGE, { id: escalations[0]?.id });
    const seen = await house.client.ask<{ assess: unknown }>(token, ASSESSED, { input: { idempotencyKey } });
    expect(seen.assess).toEqual({
      escalations: [{ status: 'ACKNOWLEDGED', reasons: [], acknowledgedBy: null }],
    });
    for (const [document, asked] of [
      [LIST, {}],
      [ACKNOWLEDGE, { id: escalations[0]?.id }],
      [READ, { id }],
    ] as const)
      expect(await house.client.refusalOf(token, document, asked)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
