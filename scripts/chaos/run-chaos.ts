import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { DEMO_PASSWORD, DEMO_STAFF } from '../seed/demo-accounts';
import { seededRandom } from '../seeded-random';
import { createPersistentCaller, type PersistentCaller } from './api-calls';
import { type ChaosOptions } from './chaos-options';
import { type Ground, layGround } from './ground';
import { strike } from './killer';
import { startPartners } from './partners';
import { type Kill, planKills } from './plan-kills';
import { readTruth, type Truth } from './read-truth';
import { buildRelayGates } from './relay-gates';
import { startResponders } from './responders';
import { openSseLine, openWebSocketLine } from './stream-lines';
import { startSubscriber, type Subscriber, type SubscriberOptions } from './subscriber';
import { judge, type Verdict } from './verdict';

const PARTNERS = 4;
/** Minutes that an emergency may wait, unless a facility says otherwise. */
const EMERGENCY_MINUTES = 5;
const MAX_CALM_MS = 400;
const LOOK_AGAIN_MS = 20;
/** How long whatever is on its way may take to arrive once nothing is killed any more. */
const SETTLE_TIMEOUT_MS = 90_000;

export interface ChaosOutcome {
  readonly kills: readonly Kill[];
  readonly verdict: Verdict;
  readonly truth: Truth;
  readonly subscribers: readonly Subscriber[];
  /** Escalations that nobody could acknowledge in time for the end. */
  readonly unanswered: number;
  readonly setbacks: ReadonlyMap<string, number>;
  /** What API processes wrote that ended without having been killed. */
  readonly crashes: readonly string[];
  readonly tookMs: number;
}

/** Raises escalations, kills what there is to kill meanwhile, and compares what arrived with what happened. */
export async function runChaos(
  options: ChaosOptions,
  onProgress: (text: string) => void,
): Promise<ChaosOutcome> {
  const { secondsPerMinute, processes } = options;
  const ground = await layGround({
    processes,
    async prepare(databaseUrl) {
      await buildRelayGates(databaseUrl);
      if (secondsPerMinute !== null) await quickenLadder(databaseUrl, secondsPerMinute);
    },
  });
  try {
    return await runOn(ground, options, onProgress);
  } finally {
    await ground.clear();
  }
}

async function runOn(
  ground: Ground,
  options: ChaosOptions,
  onProgress: (text: string) => void,
): Promise<ChaosOutcome> {
  const begunMs = Date.now();
  const random = seededRandom(options.seed);
  const kills = planKills(random, options.kills, options.targets);
  const urls = ground.apis.map(({ url }) => url);
  const caller = createPersistentCaller(urls, random);
  const token = await signIn(caller);
  const climbs = options.secondsPerMinute !== null;
  const responders = startResponders({ caller, token, random, climbs });
  const common = { urls, token, random, after: await headCursor(caller, token) };
  const subscribers = startSubscribers(common, options, responders.onEvent);

  const share = options.events / (kills.length + 1);
  let struck = 0;
  const { accepted, done } = startPartners({
    partners: PARTNERS,
    submissions: options.events,
    caller,
    turn: (place) => until(() => place <= share * (struck + 1) + PARTNERS),
  });
  const killing = async (): Promise<void> => {
    for (const kill of kills) {
      await until(() => accepted() >= share * struck);
      await delay(random.between(0, MAX_CALM_MS));
      struck += 1;
      await strike(ground, random, kill);
      onProgress(`${struck} of ${kills.length} kills, ${accepted()} of ${options.events} escalations raised`);
    }
  };
  const [numbers] = await Promise.race([Promise.all([done, killing()]), responders.failed]);

  await Promise.all([ground.postgres.whenUp(), ground.redis.whenUp()]);
  await Promise.all(ground.apis.map((api) => api.whenServing()));
  subscribers.push(latecomer(common));
  await settle(ground, subscribers, () => responders.waiting() === 0);
  await Promise.all(subscribers.map((one) => one.stop()));
  const truth = await readTruth(ground.databaseUrl);
  return {
    kills,
    truth,
    subscribers,
    verdict: judge(
      truth.events,
      numbers,
      subscribers.map(({ name, heard }) => ({ subscriber: name, heard })),
    ),
    unanswered: responders.waiting(),
    setbacks: caller.setbacks,
    crashes: ground.apis.flatMap((api) => api.crashes()),
    tookMs: Date.now() - begunMs,
  };
}

type Common = Pick<SubscriberOptions, 'urls' | 'token' | 'random' | 'after'>;

/** The first one is who the responders listen to; every other one is careless with its cursor. */
function startSubscribers(
  common: Common,
  { subscribers, sseSubscribers }: ChaosOptions,
  onEvent: SubscriberOptions['onEvent'],
): Subscriber[] {
  const lines = [
    ...Array.from({ length: subscribers }, () => ({ kind: 'websocket', open: openWebSocketLine })),
    ...Array.from({ length: sseSubscribers }, () => ({ kind: 'sse', open: openSseLine })),
  ];
  return lines.map(({ kind, open }, index) => {
    const isCareless = index % 2 === 1;
    const name = `${kind} ${index + 1}${isCareless ? ', careless' : ''}`;
    const habits = { eventsPerCheckpoint: isCareless ? 7 : 1, eventsPerLine: 60 };
    return startSubscriber({ ...common, ...habits, name, open, ...(index === 0 && onEvent && { onEvent }) });
  });
}

/** Comes when all is over, and reads everything that it missed. */
function latecomer(common: Common): Subscriber {
  const habits = { eventsPerCheckpoint: 1, eventsPerLine: Number.MAX_SAFE_INTEGER };
  return startSubscriber({ ...common, ...habits, name: 'latecomer', open: openWebSocketLine });
}

/** Waits until everything that happened has a place, is answered, and has arrived; or long enough. */
async function settle(
  { databaseUrl }: Ground,
  subscribers: readonly Subscriber[],
  isAnswered: () => boolean,
): Promise<void> {
  for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < deadline; await delay(500)) {
    if (!isAnswered()) continue;
    const { events, unnumbered } = await readTruth(databaseUrl);
    const head = events.at(-1)?.position ?? 0;
    if (unnumbered === 0 && subscribers.every((one) => one.reached() >= head)) return;
  }
}

async function quickenLadder(databaseUrl: string, secondsPerMinute: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const minutes = { EMERGENCY: (EMERGENCY_MINUTES * secondsPerMinute) / 60 };
    await client.query('UPDATE facility SET acknowledge_minutes = $1', [JSON.stringify(minutes)]);
  } finally {
    await client.end();
  }
}

async function signIn(caller: PersistentCaller): Promise<string> {
  const responder = DEMO_STAFF.find(({ role }) => role === 'RESPONDER');
  const input = { email: responder?.email, password: DEMO_PASSWORD };
  const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
  return (await caller.ask<{ signIn: { token: string } }>(null, document, { input })).signIn.token;
}

async function headCursor(caller: PersistentCaller, token: string): Promise<string> {
  type Listed = { escalations: { streamCursor: string } };
  return (await caller.ask<Listed>(token, '{ escalations(first: 1) { streamCursor } }', {})).escalations
    .streamCursor;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(LOOK_AGAIN_MS);
}
