import { generateVAPIDKeys } from 'web-push';
import { type House, startHouse } from '../../support/house';
import { eventually } from '../../support/house-model';
import { EMERGENCY, NORTH, type ShownCase, signIn, SOUTH, submit } from '../../support/house-operations';
import { type MailServer, startMailServer } from '../../support/mail-server';
import { type Browser, makeBrowser, type PushService, startPushService } from '../../support/push-service';

/** From a case to a mailbox and a locked telephone, through the whole house. */
const LONG_MS = 60_000;
const { publicKey, privateKey } = generateVAPIDKeys();
const DASHBOARD = 'https://dashboard.example.org/escalations';

const KEY = '{ pushPublicKey }';
const REGISTER = `mutation ($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) { id } }`;
const REMOVE = `mutation ($id: ID!) { removePushSubscription(id: $id) { disabledAt } }`;
const REGISTER_MAIL = `mutation ($input: RegisterEndpointInput!) { registerEndpoint(input: $input) { endpoint { id } secret } }`;
const ACKNOWLEDGE = `mutation ($id: ID!) { acknowledgeEscalation(input: { escalationId: $id }) { status } }`;

let house: House;
let mail: MailServer;
let service: PushService;

beforeAll(async () => {
  mail = await startMailServer();
  service = await startPushService();
  house = await startHouse({
    env: {
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'triage@house.example',
      VAPID_PUBLIC_KEY: publicKey,
      VAPID_PRIVATE_KEY: privateKey,
      VAPID_SUBJECT: 'mailto:operator@house.example',
      DASHBOARD_URL: DASHBOARD,
    },
  });
}, LONG_MS);
afterAll(async () => {
  await house.close();
  await service.close();
  await mail.close();
});

const submitEmergency = (): Promise<ShownCase> => submit(house.client, EMERGENCY);

/** A browser with a subscription of its own; the endpoint's id. */
async function subscribe(
  token: string,
  name: string,
  facilityId: string,
): Promise<{ browser: Browser; id: string }> {
  const browser = makeBrowser(`${service.url}/push/${name}`);
  return { browser, id: await register(token, browser, name, facilityId) };
}

async function register(token: string, browser: Browser, name: string, facilityId: string): Promise<string> {
  const { endpoint, keys } = browser.subscription;
  const input = { facilityId, endpoint, ...keys, name };
  type Answer = { registerPushSubscription: { id: string } };
  return (await house.client.ask<Answer>(token, REGISTER, { input })).registerPushSubscription.id;
}

const pushesTo = (name: string) => service.received.filter(({ path }) => path === `/push/${name}`);
const deliveriesTo = (endpointId: string) =>
  house.engines.prisma.delivery.findMany({ where: { endpointId }, orderBy: { eventPosition: 'asc' } });

it(
  'tells a mailbox and a browser of an emergency, and the browser that somebody answers',
  async () => {
    const responder = await signIn(house.client, 'responder@demo.test');
    const admin = await signIn(house.client, 'admin@demo.test');
    expect(await house.client.ask(responder, KEY)).toEqual({ pushPublicKey: publicKey });
    const { browser, id } = await subscribe(responder, 'first', NORTH);
    expect(await register(responder, browser, 'first', NORTH)).toBe(id);
    const input = { facilityId: NORTH, channel: 'EMAIL', name: 'On call', address: 'on-call@clinic.example' };
    expect(await house.client.ask(admin, REGISTER_MAIL, { input })).toMatchObject({
      registerEndpoint: { secret: null },
    });

    const { number, escalations } = await submitEmergency();
    await eventually(() => mail.received.length === 1 && pushesTo('first').length === 1);
    const [mailed] = mail.received;
    expect(mailed?.to).toEqual(['on-call@clinic.example']);
    expect(mailed?.text).toContain(`Subject: EMERGENCY: escalation raised, ${number}`);
    expect(mailed?.text).toContain(DASHBOARD);
    const pushed = pushesTo('first').map(({ body }) => browser.open(body));
    expect(JSON.parse(pushed[0] ?? '')).toMatchObject({
      kind: 'RAISED',
      caseNumber: number,
      urgency: 'EMERGENCY',
      tier: 1,
      escalationId: escalations[0]?.id,
      url: DASHBOARD,
    });
    for (const told of [mailed?.text, ...pushed]) expect(told).not.toMatch(/hives|lips|breath/i);

    await house.client.ask(responder, ACKNOWLEDGE, { id: escalations[0]?.id });
    await eventually(() => pushesTo('first').length === 2);
    expect(JSON.parse(browser.open(pushesTo('first')[1]?.body ?? Buffer.alloc(0)))).toMatchObject({
      kind: 'ACKNOWLEDGED',
    });
    expect(mail.received).toHaveLength(1);
    expect(house.logged()).not.toMatch(/clinic\.example|\/push\/first/);
  },
  LONG_MS,
);

it(
  'tells a browser nothing that was unsubscribed, removed, or whose user has left',
  async () => {
    const admin = await signIn(house.client, 'admin@demo.test');
    const leaver = await signIn(house.client, 'clinician@demo.test');
    const staying = await subscribe(admin, 'staying', NORTH);
    const left = await subscribe(leaver, 'left', NORTH);
    const removed = await subscribe(admin, 'removed', NORTH);
    const gone = await subscribe(admin, 'gone', NORTH);

    expect(await house.client.refusalOf(leaver, REMOVE, { id: removed.id })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await house.client.ask(admin, REMOVE, { id: removed.id });
    const { staffId } = await house.engines.prisma.deliveryEndpoint.findUniqueOrThrow({
      where: { id: left.id },
    });
    await house.engines.prisma.staffMembership.deleteMany({ where: { staffId: staffId ?? '' } });
    service.answers.set('/push/gone', { status: 410 });

    await submitEmergency();
    await eventually(() => pushesTo('staying').length === 1);
    await eventually(async () => (await deliveriesTo(gone.id)).some(({ status }) => status === 'DEAD'));
    const { disabledAt } = await house.engines.prisma.deliveryEndpoint.findUniqueOrThrow({
      where: { id: gone.id },
    });
    expect(disabledAt).not.toBeNull();

    await submitEmergency();
    await eventually(() => pushesTo('staying').length === 2);
    expect(await deliveriesTo(gone.id)).toMatchObject([
      { status: 'DEAD', lastOutcome: 'HTTP_410', attempts: 1 },
    ]);
    expect(await deliveriesTo(left.id)).toEqual([]);
    expect(await deliveriesTo(removed.id)).toEqual([]);
    expect(await deliveriesTo(staying.id)).toHaveLength(2);
  },
  LONG_MS,
);

it("refuses a browser for a facility that is not its user's", async () => {
  const token = await signIn(house.client, 'clinician@demo.test');
  const { endpoint, keys } = makeBrowser(`${service.url}/push/nosy`).subscription;
  const input = { facilityId: SOUTH, endpoint, ...keys, name: 'nosy' };
  expect(await house.client.refusalOf(token, REGISTER, { input })).toMatchObject({ code: 'NOT_FOUND' });
});
