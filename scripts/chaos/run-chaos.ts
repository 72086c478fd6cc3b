import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../seeded-random';
import { createPersistentCaller } from './api-calls';
import { gatherAudience } from './audience';
import { type ChaosOptions } from './chaos-options';
import { type ChaosOutcome, heardBy } from './chaos-outcome';
import { type Ground, layGround } from './ground';
import { judgeStream } from './judge-stream';
import { type Strike, strike } from './killer';
import { startPartners } from './partners';
import { type Kill, planKills } from './plan-kills';
import { startResponders } from './responders';
import { eventsOf, settle } from './settle';
import { startWebhookReceiver } from './webhook-receiver';

/** Where each of the two partners hands in at the same time. */
const DESKS = 2;
const MAX_CALM_MS = 400;
const LOOK_AGAIN_MS = 20;

/**
 * Raises escalations, kills what there is to kill meanwhile, and compares what arrived with what happened. Leaves nothing
 * running, also when it is interrupted.
 */
export async function runChaos(
  options: ChaosOptions,
  onProgress: (text: string) => void,
  interrupted: AbortSignal = new AbortController().signal,
): Promise<ChaosOutcome> {
  const ground = await layGround(options);
  const ending = new AbortController();
  const { signal } = ending;
  // Not AbortSignal.any: a timeout that nobody else holds would be collected there and never interrupt anything.
  interrupted.addEventListener('abort', () => ending.abort());
  if (interrupted.aborted) ending.abort();
  // Whoever waits listens, and after an outage many do.
  setMaxListeners(0, signal);
  try {
    return await runOn(ground, options, signal, onProgress);
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
  const responders = startResponders({ caller, token: audience.responderToken, random });
  const listeners = audience.open(options, responders.onEvent);
  const webhook = await startWebhookReceiver(caller, audience.administratorToken, random);
  signal.addEventListener('abort', () => void webhook.close());

  const share = options.events / (kills.length + 1);
  const strikes: Strike[] = [];
  let begun = 0;
  const { accepted, done } = startPartners({
    desks: DESKS,
    submissions: options.events,
    caller,
    turn: (place) => until(() => place <= share * (begun + 1) + 2 * DESKS, signal),
  });
  const strikeOnce = async (kill: Kill): Promise<void> => {
    await until(() => accepted() >= share * begun, signal);
    await delay(random.between(0, MAX_CALM_MS));
    begun += 1;
    strikes.push(await strike(ground, random, kill));
    onProgress(`${begun} of ${kills.length} kills, ${accepted()} of ${options.events} escalations raised`);
  };
  const killing = async (): Promise<void> => {
    for (const kill of kills) await strikeOnce(kill);
  };
  const [numbers] = await Promise.race([Promise.all([done, killing()]), responders.failed]);

  await Promise.all([ground.postgres.whenUp(), ground.redis.whenUp()]);
  await Promise.all(ground.apis.map((api) => api.whenServing()));
  listeners.push(audience.openLatecomer());
  const isAnswered = (): boolean => responders.waiting() === 0;
  const truth = await settle(ground, { listeners, webhook, isAnswered, signal });
  await Promise.all(listeners.map(({ subscriber }) => subscriber.stop()));

  const callers = { accepted: numbers, acknowledged: responders.acknowledged() };
  return {
    options,
    strikes,
    truth,
    raised: numbers.flat().length,
    unanswered: responders.waiting(),
    stream: judgeStream(truth, callers),
    listeners: [
      ...listeners.map(({ stream, subscriber, isLatecomer }) =>
        heardBy({ ...subscriber, truth: eventsOf(truth, stream), lines: subscriber.lines(), isLatecomer }),
      ),
      heardBy({
        name: 'North, webhook',
        place: webhook.place,
        truth: truth.steps,
        heard: webhook.heard(),
        lines: null,
      }),
    ],
    endings: sumOf(listeners.map(({ subscriber }) => subscriber.endings)),
    brokenMessages: listeners.reduce((sum, { subscriber }) => sum + subscriber.failures(), 0),
    webhook: webhook.faults(),
    setbacks: caller.setbacks,
    crashes: ground.apis.flatMap((api) => api.crashes()),
    tookMs: Date.now() - begunMs,
  };
}

async function until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
  while (!isSo()) await delay(LOOK_AGAIN_MS, undefined, { signal });
}

function sumOf(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const [name, count] of counts.flatMap((one) => [...one])) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}
