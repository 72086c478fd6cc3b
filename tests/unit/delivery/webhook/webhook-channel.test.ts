import { type DeliveryMessage } from '../../../../src/delivery/channel';
import { type Outbound } from '../../../../src/delivery/outbound/post';
import { newSecret, signatureHeaders } from '../../../../src/delivery/webhook/sign';
import { createWebhookChannel } from '../../../../src/delivery/webhook/webhook-channel';
import { err, ok } from '../../../../src/domain';

const NOW = new Date('2026-03-01T10:00:07.900Z');
const NEVER = new AbortController().signal;
const SECRET = newSecret();
const TARGET = { endpointId: 'e', address: 'https://hooks.example.org/', secrets: [SECRET] };
const MESSAGE: DeliveryMessage = {
  id: '01957f00-0000-7000-8000-000000000001',
  kind: 'RAISED',
  escalationId: '01957f00-0000-7000-8000-000000000002',
  caseNumber: 'PAA-2026-000123',
  urgency: 'EMERGENCY',
  tier: 1,
  at: new Date('2026-03-01T10:00:00Z'),
  cursor: 'a-cursor',
  url: null,
};

function channelAnswered(answer: Awaited<ReturnType<Outbound['post']>>) {
  const post = jest.fn<ReturnType<Outbound['post']>, Parameters<Outbound['post']>>(() =>
    Promise.resolve(answer),
  );
  const outbound: Outbound = { check: (url) => Promise.resolve(ok(url)), post };
  return { channel: createWebhookChannel({ outbound, clock: { now: () => NOW } }), post };
}

describe('the webhook channel', () => {
  it('posts what happened, signed as of the attempt', async () => {
    const { channel, post } = channelAnswered(ok({ status: 204, retryAfter: null }));
    expect(await channel.deliver(MESSAGE, TARGET, NEVER)).toEqual(ok(undefined));
    const [call] = post.mock.calls;
    if (call === undefined) throw new Error('Nothing was posted.');
    const [url, { headers, body }] = call;
    expect(url).toBe(TARGET.address);
    expect(JSON.parse(String(body))).toEqual({
      id: MESSAGE.id,
      type: 'escalation.raised',
      timestamp: '2026-03-01T10:00:00.000Z',
      data: {
        escalationId: MESSAGE.escalationId,
        caseNumber: 'PAA-2026-000123',
        urgency: 'EMERGENCY',
        tier: 1,
        cursor: 'a-cursor',
        url: null,
      },
    });
    const timestamp = Math.floor(NOW.getTime() / 1000);
    expect(headers).toMatchObject(
      signatureHeaders({ id: MESSAGE.id, timestamp, body: String(body) }, [SECRET]),
    );
  });

  it('posts the same bytes each time', async () => {
    const { channel, post } = channelAnswered(err({ code: 'UNREACHABLE' }));
    await channel.deliver(MESSAGE, TARGET, NEVER);
    await channel.deliver(MESSAGE, TARGET, NEVER);
    const [first, second] = post.mock.calls.map(([, { body }]) => body);
    expect(first).toEqual(second);
  });

  it('reports what failed, by a code', async () => {
    const { channel } = channelAnswered(err({ code: 'FORBIDDEN_ADDRESS' }));
    const failure = { action: 'TRY_AGAIN', code: 'FORBIDDEN_ADDRESS' };
    expect(await channel.deliver(MESSAGE, TARGET, NEVER)).toEqual(err(failure));
  });
});
