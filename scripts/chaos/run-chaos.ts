import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { seededRandom } from '../seeded-random';
import { createPersistentCaller } from './api-calls';
import { gatherAudience } from './audience';
import { type ChaosOptions } from './chaos-options';
import { type Ground, layGround } from './ground';
import { strike } from './killer';
import { startPartners } from './partners';
import { type Kill, planKills } from './plan-kills';
import { readTruth, type Truth } from './read-truth';
import { buildRelayGates } from './relay-gates';
import { startResponders } from './responders';
import { type Subscriber } from './subscriber';
import { type HeardEvent, judge, type Verdict } from './verdict';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver';

const PARTNERS = 4;
/** Minutes that an emergency may wait, unless a facility says otherwise. */
const EMERGENCY_MINUTES = 5;
const MAX_CALM_MS = 400;
const LOOK_AGAIN_MS = 20;
/** How long whatever is on its way may take to arrive once nothing is killed any more. */
const SETTLE_TIMEOUT_MS = 120_000;

export interface ChaosOutcome {
  readonly kills: readonly Kill[];
  readonly verdict: Verdict;
  readonly truth: Truth;
  readonly subscribers: readonly Subscriber[];
  readonly webhook: {
    readonly heard: readonly HeardEvent[];
    readonly forged: number;
    readonly renamed: number;
  };
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
  const ending = new AbortController();
  // Whoever waits listens, and after an outage many do.
  setMaxListeners(0, ending.signal);
  try {
    return await runOn(ground, options, ending.signal, onProgress);
  } finally {
    ending.abort();
    await ground.clear();
  }
}

async function runOn(
  ground: Ground,
  options: ChaosOptions,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<ChaosOutcome> {
  const begunMs = Date.now();
  const random = seededRandom(options.seed);
  const kills = planKills(random, options.kills, options.targets);
  const urls = ground.apis.map(({ url }) => url);
  const caller = createPersistentCaller(urls, random, signal);
  const audience = await gatherAudience({ caller, urls, random, signal });
  const climbs = options.secondsPerMinute !== null;
  const responders = startResponders({ caller, token: audience.responderToken, random, climbs });
  const subscribers = audience.open(options, responders.onEvent);
  const webhook = await startWebhookReceiver(caller, audience.administratorToken, random);
  signal.addEventListener('abort', () => void webhook.close());

  const share = options.events / (kills.length + 1);
  let struck = 0;
  const { accepted, done } = startPartners({
    partners: PARTNERS,
    submissions: options.events,
    caller,
    turn: (place) => until(() => place <= share * (struck + 1) + PARTNERS, signal),
  });
  const killing = async (): Promise<void> => {
    for (const kill of kills) {
      await until(() => accepted() >= share * struck, signal);
      await delay(random.between(0, MAX_CALM_MS));
      struck += 1;
      await strike(ground, random, kill);
      onProgress(`${struck} of ${kills.length} kills, ${accepted()} of ${options.events} escalations raised`);
    }
  };
  const [numbers] = await Promise.race([Promise.all([done, killing()]), responders.failed]);

  await Promise.all([ground.postgres.whenUp(), ground.redis.whenUp()]);
  await Promise.all(ground.apis.map((api) => api.whenServing()));
  subscribers.push(audience.openLatecomer());
  await settle(ground, subscribers, webhook, () => responders.waiting() === 0);
  await Promise.all(subscribers.map((one) => one.stop()));
  const truth = await readTruth(ground.databaseUrl);
  const delivered = webhook.account();
  return {
    kills,
    truth,
    subscribers,
    webhook: { heard: delivered.heard, forged: webhook.forged(), renamed: webhook.renamed() },
    verdict: judge(truth.events, numbers, [
      ...subscribers.map(({ name, fromTier, heard }) => ({ subscriber: name, fromTier, heard })),
      delivered,
    ]),
    unanswered: responders.waiting(),
    setbacks: caller.setbacks,
    crashes: ground.apis.flatMap((api) => api.crashes()),
    tookMs: Date.now() - begunMs,
  };
}

/** Waits until everything that happened has a place, is answered, and has arrived; or long enough. */
async function settle(
  { databaseUrl }: Ground,
  subscribers: readonly Subscriber[],
  webhook: WebhookReceiver,
  isAnswered: () => boolean,
): Promise<void> {
  for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < deadline; await delay(500)) {
    if (!isAnswered()) continue;
    const { events, unnumbered } = await readTruth(databaseUrl);
    const hasEverything = ({ fromTier, reached }: Subscriber): boolean =>
      reached() >= (events.findLast(({ tier }) => tier >= fromTier)?.position ?? 0);
    const isDelivered = webhook.taken() >= events.length;
    if (unnumbered === 0 && isDelivered && subscribers.every(hasEverything)) return;
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

async function until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
  while (!isSo()) await delay(LOOK_AGAIN_MS, undefined, { signal });
}
