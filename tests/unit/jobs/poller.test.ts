import { startPoller } from '../../../src/jobs/poller';

/** Jobs that end when they are told to, out of a queue that is filled by hand. */
function workshop(concurrency: number) {
  const waiting: string[] = [];
  const ends = new Map<string, () => void>();
  const wanted: number[] = [];
  const troubles: unknown[] = [];
  let fetchFails = false;
  let mostAtOnce = 0;
  const poller = startPoller<string>({
    concurrency,
    intervalMs: 1,
    fetch(count) {
      wanted.push(count);
      if (!fetchFails) return Promise.resolve(waiting.splice(0, count));
      fetchFails = false;
      return Promise.reject(new Error('away'));
    },
    run: (job) =>
      new Promise((resolve) => {
        ends.set(job, resolve);
        mostAtOnce = Math.max(mostAtOnce, poller.running().length + 1);
      }),
    onTrouble: (error) => troubles.push(error),
  });
  const started = async (job: string): Promise<void> => {
    while (!ends.has(job)) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    poller,
    waiting,
    wanted,
    troubles,
    started,
    end: (job: string) => ends.get(job)?.(),
    failOnce: () => (fetchFails = true),
    mostAtOnce: () => mostAtOnce,
  };
}

it('runs as many at once as it may, and the next when one of them ends', async () => {
  const { poller, waiting, started, end, wanted, mostAtOnce } = workshop(2);
  waiting.push('a', 'b', 'c');
  await started('b');
  expect(poller.running()).toEqual(['a', 'b']);
  end('a');
  await started('c');
  expect(poller.running()).toEqual(['b', 'c']);
  expect(Math.max(...wanted)).toBe(2);
  expect(mostAtOnce()).toBe(2);
  end('b');
  end('c');
  await poller.stop();
});

it('takes nothing more once it stops, and has stopped when what it took has ended', async () => {
  const { poller, waiting, started, end } = workshop(2);
  waiting.push('a');
  await started('a');
  let hasStopped = false;
  const stopped = poller.stop().then(() => (hasStopped = true));
  waiting.push('b');
  await new Promise((resolve) => setImmediate(resolve));
  expect([hasStopped, poller.running(), waiting]).toEqual([false, ['a'], ['b']]);
  end('a');
  await stopped;
  expect(poller.running()).toEqual([]);
});

it('goes on when the queue was out of reach, and says so', async () => {
  const { poller, waiting, started, end, troubles, failOnce } = workshop(1);
  failOnce();
  waiting.push('a');
  await started('a');
  expect(troubles).toHaveLength(1);
  end('a');
  await poller.stop();
});
