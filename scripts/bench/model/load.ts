import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../seeded-random';
import { type Partner, type Submitted } from './partner';

const SEED = 17;

/** `count` cases by `clients` that each hand in the next one as soon as the last was answered. */
export async function submitClosely(partner: Partner, count: number, clients: number): Promise<Submitted[]> {
  let left = count;
  return together(clients, async (done) => {
    while (left-- > 0) done.push(await partner());
  });
}

/**
 * Cases a second that the server takes: the best of as many clients at once as there are `steps`, each step for so long.
 * Clients wait for their answer before they go on, so that no queue grows.
 */
export async function measureCapacity(
  partner: Partner,
  steps: readonly number[],
  stepMs: number,
): Promise<number> {
  let best = 0;
  for (const clients of steps) {
    const startedMs = performance.now();
    const submitted = await together(clients, async (done) => {
      while (performance.now() - startedMs < stepMs) done.push(await partner());
    });
    best = Math.max(best, submitted.length / ((performance.now() - startedMs) / 1000));
  }
  return best;
}

/** What came of cases that came when they came. */
export interface Arrived {
  readonly submitted: readonly Submitted[];
  /** Why each of the others was not taken. */
  readonly refused: readonly string[];
}

/** Cases that come whether or not those before them were answered: `perSecond` on average, by a seed. */
export async function submitAtRate(partner: Partner, perSecond: number, seconds: number): Promise<Arrived> {
  const random = seededRandom(SEED);
  const startedMs = performance.now();
  const [submitted, refused]: [Submitted[], string[]] = [[], []];
  const underWay: Promise<unknown>[] = [];
  for (let dueMs = 0; dueMs < seconds * 1000; dueMs += (-Math.log(1 - random.next()) / perSecond) * 1000) {
    await delay(Math.max(0, startedMs + dueMs - performance.now()));
    underWay.push(
      partner().then(
        (one) => submitted.push(one),
        (error: unknown) => refused.push(String(error)),
      ),
    );
  }
  await Promise.all(underWay);
  return { submitted, refused };
}

async function together(clients: number, work: (done: Submitted[]) => Promise<void>): Promise<Submitted[]> {
  const done: Submitted[] = [];
  await Promise.all(Array.from({ length: clients }, () => work(done)));
  return done;
}
