import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type SeededRandom } from '../seeded-random';
import { DEMO_FACILITIES } from '../seed/demo-accounts';
import { type PersistentCaller } from './api-calls';
import { positionOf } from './stream-lines';
import { type Account, type HeardEvent } from './verdict';

const REGISTER = 'mutation ($input: RegisterEndpointInput!) { registerEndpoint(input: $input) { secret } }';
/** Of the requests, those that the receiver has no time for. */
const SHARE_TURNED_AWAY = 0.03;

/** An EHR's server that is told of escalations, and has no time now and then. */
export interface WebhookReceiver {
  /** Requests that it took, as an account: no order is promised, so each stands alone. */
  account(): Account;
  /** Different events. */
  taken(): number;
  /** Requests whose signature was not that of the secret. */
  forged(): number;
  /** Events that came under more than one id. */
  renamed(): number;
  close(): Promise<void>;
}

interface Body {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly caseNumber: string; readonly tier: number; readonly cursor: string };
}

/** Registers itself with a facility of the demonstration. */
export async function startWebhookReceiver(
  caller: PersistentCaller,
  token: string,
  random: SeededRandom,
): Promise<WebhookReceiver> {
  const heard: HeardEvent[] = [];
  const idsOf = new Map<number, Set<string>>();
  let secret = '';
  let forged = 0;

  async function answer(request: IncomingMessage): Promise<number> {
    if (random.next() < SHARE_TURNED_AWAY) return 503;
    const body = await textOf(request);
    if (!isSigned(request, body, secret)) {
      forged += 1;
      return 401;
    }
    note(JSON.parse(body) as Body);
    return 204;
  }

  function note({ id, type, timestamp, data: { caseNumber, tier, cursor } }: Body): void {
    const position = positionOf(cursor);
    const kind = type.replace('escalation.', '').toUpperCase();
    const times = { atMs: Date.parse(timestamp), receivedAtMs: Date.now() };
    heard.push({ position, caseNumber, kind, tier, connection: heard.length, ...times });
    idsOf.set(position, (idsOf.get(position) ?? new Set()).add(id));
  }

  const server = createServer((request, response) => {
    answer(request)
      // A sender that is killed in the middle of its request.
      .catch(() => 400)
      .then((status) => response.writeHead(status).end())
      .catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/escalations`;
  const facilityId = DEMO_FACILITIES.north.id;
  const input = { facilityId, channel: 'WEBHOOK', name: 'Simulator', address };
  type Registered = { registerEndpoint: { secret: string } };
  ({ secret } = (await caller.ask<Registered>(token, REGISTER, { input })).registerEndpoint);

  return {
    account: () => ({
      subscriber: 'webhook',
      fromTier: 1,
      heard: heard.toSorted((one, other) => one.position - other.position),
    }),
    taken: () => idsOf.size,
    forged: () => forged,
    renamed: () => [...idsOf.values()].filter(({ size }) => size > 1).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** As the Standard Webhooks specification has receivers check it. */
function isSigned({ headers }: IncomingMessage, body: string, secret: string): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
