import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { type Listener } from './audience';
import { type Ground } from './ground';
import { mayHear, type Place, type TrueEvent } from './judge-account';
import { readTruth, type Truth } from './read-truth';
import { type WebhookReceiver } from './webhook-receiver';

/** How long whatever is on its way may take to arrive once nothing is killed any more. */
const SETTLE_TIMEOUT_MS = 120_000;
const SETTLE_LOOK_MS = 500;

/** Everything that a listener's stream holds. */
export function eventsOf(truth: Truth, stream: Listener['stream']): readonly TrueEvent[] {
  return stream === 'cases' ? truth.caseEvents : truth.steps;
}

interface Outstanding {
  readonly listeners: readonly Listener[];
  readonly webhook: WebhookReceiver;
  readonly isAnswered: () => boolean;
  readonly signal: AbortSignal;
}

/** Waits until everything that happened has a place, is answered, and has arrived; or long enough. */
export async function settle(
  { databaseUrl }: Ground,
  { listeners, webhook, isAnswered, signal }: Outstanding,
): Promise<Truth> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (
      const deadline = Date.now() + SETTLE_TIMEOUT_MS;
      ;
      await delay(SETTLE_LOOK_MS, undefined, { signal })
    ) {
      const wasAnswered = isAnswered();
      const truth = await readTruth(client);
      const isThere =
        truth.unnumbered === 0 &&
        webhook.taken() >= truth.steps.filter((event) => mayHear(webhook.place, event)).length &&
        listeners.every(({ stream, subscriber: { place, reached } }) =>
          hasHeard(eventsOf(truth, stream), place, reached()),
        );
      if ((wasAnswered && isThere) || Date.now() > deadline) return truth;
    }
  } finally {
    await client.end();
  }
}

function hasHeard(events: readonly TrueEvent[], place: Place, reached: number): boolean {
  return reached >= (events.findLast((event) => mayHear(place, event))?.position ?? 0);
}
