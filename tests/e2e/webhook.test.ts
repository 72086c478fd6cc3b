import { type House, startHouse } from '../support/house';
import { eventually } from '../support/house-model';
import { EMERGENCY, NORTH, signIn, submit } from '../support/house-operations';
import { signatureBy, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver';

/** From a partner's case to a clinic's own system, through the whole house. */
const LONG_MS = 60_000;
const REGISTER = `mutation ($input: RegisterEndpointInput!) {
  registerEndpoint(input: $input) { secret endpoint { id name channel minUrgency facility { id } disabledAt } }
}`;
const ROTATE = 'mutation ($id: ID!) { rotateEndpointSecret(id: $id) { secret } }';
const DISABLE = 'mutation ($id: ID!) { disableEndpoint(id: $id) { disabledAt } }';
const DELIVERIES = `{ deliveries(filter: { status: [DELIVERED] }) {
  edges { node { id kind status attempts lastOutcome nextAttemptAt endpoint { name } } }
} deliveryEndpoints { edges { node { name } } } }`;
const ENDPOINTS = '{ deliveryEndpoints { edges { node { id } } } }';
const WATCH_FROM = '{ escalations(filter: { status: [OPEN] }) { edges { node { id case { number } } } } }';

let house: House;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  house = await startHouse();
}, LONG_MS);
afterAll(async () => {
  await house.close();
  await receiver.close();
});

it(
  'tells a clinic’s system of an emergency, signed, and shows that it did',
  async () => {
    const { client } = house;
    const admin = await signIn(client, 'admin@demo.test');
    const input = { facilityId: NORTH, channel: 'WEBHOOK', name: 'Desk', address: receiver.url };
    const { registerEndpoint: registered } = await client.ask<{
      registerEndpoint: { secret: string; endpoint: { id: string } };
    }>(admin, REGISTER, { input });
    expect(registered).toMatchObject({
      endpoint: {
        name: 'Desk',
        channel: 'WEBHOOK',
        minUrgency: 'SOON',
        facility: { id: NORTH },
        disabledAt: null,
      },
    });

    receiver.moods.push({ status: 503 });
    await submit(client, EMERGENCY);
    await eventually(() => receiver.received.length >= 2);
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('Too few arrived.');
    expect(second.id).toBe(first.id);
    expect(second.signatures).toEqual([signatureBy(registered.secret, second)]);
    const { edges } = (
      await client.ask<{ escalations: { edges: { node: { id: string; case: { number: string } } }[] } }>(
        admin,
        WATCH_FROM,
      )
    ).escalations;
    expect(JSON.parse(second.body)).toMatchObject({
      type: 'escalation.raised',
      data: {
        escalationId: edges[0]?.node.id,
        caseNumber: edges[0]?.node.case.number,
        urgency: 'EMERGENCY',
        tier: 1,
      },
    });
    expect(second.body).not.toMatch(/hives|lips|breath/i);

    await eventually(
      async () => (await house.engines.prisma.delivery.count({ where: { status: 'DELIVERED' } })) > 0,
    );
    const shown = await client.ask(admin, DELIVERIES);
    expect(shown).toMatchObject({
      deliveries: {
        edges: [
          {
            node: {
              id: first.id,
              kind: 'RAISED',
              attempts: 2,
              lastOutcome: 'DELIVERED',
              nextAttemptAt: null,
              endpoint: { name: 'Desk' },
            },
          },
        ],
      },
      deliveryEndpoints: { edges: [{ node: { name: 'Desk' } }] },
    });
    expect(house.logged()).not.toContain(receiver.url);

    const { id } = registered.endpoint;
    const rotated = await client.ask<{ rotateEndpointSecret: { secret: string } }>(admin, ROTATE, { id });
    expect(rotated.rotateEndpointSecret.secret).not.toBe(registered.secret);
    const disabled = await client.ask<{ disableEndpoint: { disabledAt: string } }>(admin, DISABLE, { id });
    expect(disabled.disableEndpoint.disabledAt).not.toBeNull();
  },
  LONG_MS,
);

it('lets nobody but administrators say who is told', async () => {
  const responder = await signIn(house.client, 'responder@demo.test');
  const input = { facilityId: NORTH, channel: 'WEBHOOK', name: 'Mine', address: receiver.url };
  expect(await house.client.refusalOf(responder, REGISTER, { input })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await house.client.refusalOf(responder, ENDPOINTS)).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await house.client.refusalOf(null, ENDPOINTS)).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});
