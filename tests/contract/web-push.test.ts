import { compactVerify, importJWK } from 'jose';
import { generateVAPIDKeys } from 'web-push';
import { Urgency } from '../../src/domain';
import { createPushChannel } from '../../src/delivery/channels/push';
import { createOutbound } from '../../src/delivery/outbound/post';
import { RAISED } from '../support/delivery-message';
import {
  type Browser,
  makeBrowser,
  type PushMood,
  type PushService,
  startPushService,
} from '../support/push-service';

/** What leaves the house for a browser, and what becomes of it where a push service refuses, breaks off or hangs. */
const NOW = new Date('2026-11-23T12:30:00Z');
const NEVER = new AbortController().signal;
const VAPID = { ...generateVAPIDKeys(), subject: 'mailto:operator@house.example' };

let service: PushService;
let browser: Browser;
beforeEach(async () => {
  service = await startPushService();
  browser = makeBrowser(`${service.url}/push/abc`);
});
afterEach(() => service.close());

function channel({ allowPrivate = true } = {}) {
  return createPushChannel({
    settings: VAPID,
    outbound: createOutbound({ allowPrivate }),
    clock: { now: () => NOW },
  });
}
const targetOf = ({ subscription }: Browser) => ({
  endpointId: 'endpoint',
  address: JSON.stringify(subscription),
  secrets: [],
});

describe('a push', () => {
  it('can be read by the browser that subscribed, and says what happened', async () => {
    expect(await channel().deliver(RAISED, targetOf(browser), NEVER)).toEqual({ ok: true, value: undefined });
    expect(service.received).toHaveLength(1);
    const [push] = service.received;
    expect(push?.path).toBe('/push/abc');
    expect(JSON.parse(browser.open(push?.body ?? Buffer.alloc(0)))).toEqual({
      ...RAISED,
      at: '2026-11-23T10:00:00.000Z',
    });
  });

  it('can be read by nobody else: neither by another browser, nor on its way', async () => {
    await channel().deliver(RAISED, targetOf(browser), NEVER);
    const body = service.received[0]?.body ?? Buffer.alloc(0);
    expect(body.toString('latin1')).not.toContain(RAISED.caseNumber);
    expect(() => makeBrowser(`${service.url}/push/abc`).open(body)).toThrow();
  });

  it.each([
    [Urgency.EMERGENCY, 'high', '86400'],
    [Urgency.URGENT, 'high', '86400'],
    [Urgency.SOON, 'normal', '259200'],
  ])('at %s has urgency %s and is kept for %s seconds', async (urgency, expected, ttl) => {
    await channel().deliver({ ...RAISED, urgency }, targetOf(browser), NEVER);
    expect(service.received[0]?.headers).toMatchObject({
      urgency: expected,
      ttl,
      'content-encoding': 'aes128gcm',
    });
  });

  it('replaces what is still held of its escalation, and of no other', async () => {
    const other = { ...RAISED, escalationId: '01939a00-0000-7000-8000-0000000000e2' };
    for (const message of [RAISED, { ...RAISED, id: 'another' }, other]) {
      await channel().deliver(message, targetOf(browser), NEVER);
    }
    const topics = service.received.map(({ headers }) => headers.topic);
    expect(topics).toEqual([topics[0], topics[0], '01939a000000700080000000000000e2']);
    expect(topics[0]).toBe('01939a000000700080000000000000e1');
  });

  it("is signed by this deployment's key, for this push service alone", async () => {
    await channel().deliver(RAISED, targetOf(browser), NEVER);
    const { authorization = '' } = service.received[0]?.headers ?? {};
    const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
    expect(key).toBe(VAPID.publicKey);
    const point = Buffer.from(key, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
    const { payload } = await compactVerify(
      token,
      await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'),
    );
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
      aud: service.url,
      sub: VAPID.subject,
    });
  });
});

describe('a push service that', () => {
  it.each<[string, PushMood, object]>([
    ['does not know the subscription', { status: 404 }, { action: 'DISABLE', code: 'HTTP_404' }],
    ['knows that the browser unsubscribed', { status: 410 }, { action: 'DISABLE', code: 'HTTP_410' }],
    ['finds the push too long', { status: 413 }, { action: 'GIVE_UP', code: 'HTTP_413' }],
    ['finds it malformed', { status: 400 }, { action: 'GIVE_UP', code: 'HTTP_400' }],
    ['does not accept the key', { status: 403 }, { action: 'TRY_AGAIN', code: 'HTTP_403' }],
    ['sends elsewhere', { status: 302 }, { action: 'TRY_AGAIN', code: 'HTTP_302' }],
    ['is down', { status: 503 }, { action: 'TRY_AGAIN', code: 'HTTP_503' }],
    [
      'is busy for two minutes',
      { status: 429, retryAfter: '120' },
      { action: 'TRY_AGAIN', code: 'HTTP_429', retryAfterMs: 120_000 },
    ],
    [
      'is busy until an hour',
      { status: 429, retryAfter: 'Mon, 23 Nov 2026 12:40:00 GMT' },
      { action: 'TRY_AGAIN', code: 'HTTP_429', retryAfterMs: 600_000 },
    ],
    ['breaks off', 'cut', { action: 'TRY_AGAIN', code: 'UNREACHABLE' }],
  ])('%s', async (_what, mood, error) => {
    service.moods.push(mood);
    expect(await channel().deliver(RAISED, targetOf(browser), NEVER)).toEqual({ ok: false, error });
    expect(await channel().deliver(RAISED, targetOf(browser), NEVER)).toMatchObject({ ok: true });
  });

  it('hangs is left when the caller has waited enough', async () => {
    service.moods.push('hang');
    const patience = new AbortController();
    const delivering = channel().deliver(RAISED, targetOf(browser), patience.signal);
    await service.hanging;
    patience.abort();
    expect(await delivering).toEqual({ ok: false, error: { action: 'TRY_AGAIN', code: 'TIMED_OUT' } });
  });

  it('has moved to a private address is not posted to', async () => {
    const guarded = await channel({ allowPrivate: false }).deliver(
      RAISED,
      targetOf(makeBrowser('https://127.0.0.1/push')),
      NEVER,
    );
    expect(guarded).toEqual({ ok: false, error: { action: 'TRY_AGAIN', code: 'FORBIDDEN_ADDRESS' } });
  });
});

describe('a subscription', () => {
  const valid = makeBrowser('https://127.0.0.1/push').subscription;

  it('is kept without what the browser adds beside', async () => {
    const given = { ...browser.subscription, expirationTime: null };
    expect(await channel().check(JSON.stringify(given))).toEqual({
      ok: true,
      value: JSON.stringify(browser.subscription),
    });
  });

  it.each([
    ['no JSON', 'push me'],
    ['without keys', JSON.stringify({ endpoint: valid.endpoint })],
    ['with a key too short', JSON.stringify({ ...valid, keys: { ...valid.keys, auth: 'c2hvcnQ' } })],
    [
      'with a key that is no point of the curve',
      JSON.stringify({
        ...valid,
        keys: { ...valid.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') },
      }),
    ],
    ['of another protocol', JSON.stringify({ ...valid, endpoint: 'file:///etc/passwd' })],
  ])('%s is MALFORMED', async (_what, address) => {
    expect(await channel().check(address)).toEqual({ ok: false, error: 'MALFORMED' });
  });

  it('at an address that only this house can reach is refused', async () => {
    expect(await channel({ allowPrivate: false }).check(JSON.stringify(valid))).toEqual({
      ok: false,
      error: 'FORBIDDEN_ADDRESS',
    });
  });
});
