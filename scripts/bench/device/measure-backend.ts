import { type InferenceBackend, type TensorBatch } from '../../../src/embedding/inference-backend';
import { percentile } from '../compare-servers';

export interface DeviceFigures {
  readonly picturesPerSecond: number;
  /** Of one call, whatever the number of its pictures. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

interface Round {
  /** Pictures in one call. */
  readonly count: number;
  readonly forMs: number;
  /** Made anew for each call: a backend may give a batch's memory away. */
  readonly batchOf: (count: number) => TensorBatch;
  readonly nowMs: () => number;
}

/** Slow models on slow devices are called at least that often in each lane. */
const LEAST_CALLS = 3;

/**
 * Keeps as many calls in flight as the backend works on at once, for at least that long: what the device can do, with ready
 * tensors, the way to it and back included.
 */
export async function measureBackend(
  backend: Pick<InferenceBackend, 'infer' | 'concurrency'>,
  { count, forMs, batchOf, nowMs }: Round,
): Promise<DeviceFigures> {
  const callsMs: number[] = [];
  const startedMs = nowMs();
  const lane = async (): Promise<void> => {
    for (let call = 0; call < LEAST_CALLS || nowMs() - startedMs < forMs; call++) {
      const batch = batchOf(count);
      const calledMs = nowMs();
      await backend.infer(batch);
      callsMs.push(nowMs() - calledMs);
    }
  };
  await Promise.all(Array.from({ length: backend.concurrency }, lane));
  return {
    picturesPerSecond: (1000 * callsMs.length * count) / (nowMs() - startedMs),
    p50Ms: percentile(callsMs, 0.5),
    p95Ms: percentile(callsMs, 0.95),
  };
}

/** The cosine of the two least alike of vectors of unit length, pair by pair. */
export function leastCosine(one: readonly Float32Array[], other: readonly Float32Array[]): number {
  const cosines = one.map((vector, i) =>
    vector.reduce((sum, value, at) => sum + value * (other[i]?.[at] ?? NaN), 0),
  );
  return Math.min(...cosines);
}
