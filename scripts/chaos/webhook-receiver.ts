import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type SeededRandom } from '../seeded-random';
import { DEMO_FACILITIES } from '../seed/demo-accounts';
import { type PersistentCaller } from './api-calls';
import { type HeardEvent, type Place } from './judge-account';
import { identityOfEscalation, positionOf } from './watched-streams';

const REGISTER = 'mutation ($input: RegisterEndpointInput!) { registerEndpoint(input: $input) { secret } }';
/** Of the requests, those that the receiver has no time for. */
const SHARE_TURNED_AWAY = 0.03;
/** Of the requests, those that it takes without saying so: the line breaks before the answer. */
const SHARE_UNANSWERED = 0.03;

/** An EHR's server that is told of escalations, and has no time now and then. */
export interface WebhookReceiver {
  readonly place: Place;
  /** What it took. No order is promised, so each request stands alone, by its event's place. */
  heard(): readonly HeardEvent[];
  /** Different events. */
  taken(): number;
  faults(): WebhookFaults;
  close(): Promise<void>;
}

export interface WebhookFaults {
  /** Requests whose signature was not that of the secret, or whose id was not the message's. */
  readonly forged: number;
  /** Events that came under more than one id. */
  readonly renamed: number;
  /** Ids that came with more than one content. */
  readonly rewritten: number;
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
  const contentsOf = new Map<string, Set<string>>();
  let secret = '';
  let forged = 0;

  /** The status to answer with; null for none. */
  async function take(request: IncomingMessage): Promise<number | null> {
    const body = await textOf(request);
    if (random.next() < SHARE_TURNED_AWAY) return 503;
    const message = readBody(body);
    const isOurs = message !== null && message.id === request.headers['webhook-id'];
    if (!isOurs || !isSigned(request, body, secret)) {
      forged += 1;
      return 401;
    }
    note(message);
    remember(contentsOf, message.id, body);
    return random.next() < SHARE_UNANSWERED ? null : 204;
  }

  function note({ id, type, timestamp, data: { caseNumber, tier, cursor } }: Body): void {
    const position = positionOf(cursor);
    const kind = type.replace('escalation.', '').toUpperCase();
    const atMs = Date.parse(timestamp);
    const identity = identityOfEscalation({ caseNumber, kind, tier, atMs });
    heard.push({ position, identity, atMs, connection: heard.length, receivedAtMs: Date.now() });
    remember(idsOf, position, id);
  }

  const server = createServer((request, response) => {
    take(request)
      .then((status) => (status === null ? request.destroy() : response.writeHead(status).end()))
      // A sender that is killed in the middle of its request.
      .catch(() => request.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/escalations`;
  const facilityId = DEMO_FACILITIES.north.id;
  const input = { facilityId, channel: 'WEBHOOK', name: 'Simulator', address };
  type Registered = { registerEndpoint: { secret: string } };
  ({ secret } = (await caller.ask<Registered>(token, REGISTER, { input })).registerEndpoint);

  return {
    place: { facilityIds: [facilityId], fromTier: 1 },
    heard: () => heard.toSorted((one, other) => one.position - other.position),
    taken: () => idsOf.size,
    faults: () => ({ forged, renamed: countMany(idsOf), rewritten: countMany(contentsOf) }),
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

function readBody(body: string): Body | null {
  try {
    return JSON.parse(body) as Body;
  } catch {
    return null;
  }
}

/** As the Standard Webhooks specification has receivers check it. */
function isSigned({ headers }: IncomingMessage, body: string, secret: string): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}

function remember<K>(map: Map<K, Set<string>>, key: K, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

function countMany(map: ReadonlyMap<unknown, ReadonlySet<string>>): number {
  return [...map.values()].filter(({ size }) => size > 1).length;
}
