import { leastCosine, measureBackend } from '../../../scripts/bench/device/measure-backend';
import { type TensorBatch } from '../../../src/embedding/inference-backend';

/** A device on which each call of a lane takes 10 ms by a clock of its own. */
function device(concurrency: number) {
  let calls = 0;
  let inFlight = 0;
  let mostInFlight = 0;
  return {
    nowMs: () => Math.floor(calls / concurrency) * 10,
    seen: () => ({ calls, mostInFlight }),
    backend: {
      concurrency,
      async infer({ count }: TensorBatch): Promise<Float32Array[]> {
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        await Promise.resolve();
        inFlight--;
        calls++;
        return Array.from({ length: count }, () => Float32Array.of(1));
      },
    },
  };
}

const batchOf = (count: number): TensorBatch => ({ count, values: new Float32Array(count) });

it('counts the pictures of all calls over the time that passed', async () => {
  const { backend, nowMs, seen } = device(1);
  const figures = await measureBackend(backend, { count: 8, forMs: 100, batchOf, nowMs });
  expect(seen()).toEqual({ calls: 10, mostInFlight: 1 });
  expect(figures).toEqual({ picturesPerSecond: 800, p50Ms: 10, p95Ms: 10 });
});

it('keeps as many calls in flight as the backend works on, and makes a few at least', async () => {
  const { backend, nowMs, seen } = device(4);
  await measureBackend(backend, { count: 1, forMs: 0, batchOf, nowMs });
  expect(seen()).toEqual({ calls: 12, mostInFlight: 4 });
});

it('holds vectors against each other pair by pair', () => {
  const one = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
  expect(leastCosine(one, one)).toBe(1);
  expect(leastCosine(one, [Float32Array.of(1, 0), Float32Array.of(0.6, 0.8)])).toBeCloseTo(0.8);
  expect(leastCosine(one, [Float32Array.of(1, 0)])).toBeNaN();
});
