import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createDeliveryMetrics, type DeliveryMetrics } from './delivery-metrics';
import { createLineMetrics, type LineMetrics } from './line-metrics';
import { createModelMetrics, type ModelMetrics } from './model-metrics';
import { SECOND_MS } from './units';

/** What runs the embedding model, as far as metrics tell of it. */
export interface MeasuredDevice {
  readonly provider: string;
  readonly name: string | null;
  readonly memoryMiB: number | null;
  readonly memoryUsedMiB: number | null;
}

/**
 * What the rooms report, as plain calls: none of them knows who counts. Labels are names from our own lists; nothing of a
 * case, a person or an address becomes one.
 */
export interface Metrics {
  readonly embedding: {
    /** A batch was run: its pictures, how long its first one had waited for it, and how long it took. */
    onBatch(
      this: void,
      batch: { readonly size: number; readonly waitMs: number; readonly runMs: number },
    ): void;
    /** Pictures that were accepted and have no vector yet. */
    onQueueDepth(this: void, pictures: number): void;
    /** Pictures were refused because too many are waiting. */
    onBusy(this: void): void;
  };
  readonly model: ModelMetrics;
  readonly lines: LineMetrics;
  readonly delivery: DeliveryMetrics;
  onSearch(this: void, search: { readonly ms: number; readonly outcome: string }): void;
  /** An assessment had to do without something. */
  onLimitation(this: void, limitation: string): void;
  /** Asked anew at each scrape. */
  watchDevice(this: void, describe: () => Promise<MeasuredDevice>): void;
  readonly registry: Registry;
}

const MEBIBYTE = 1024 * 1024;
/** From a tenth of what the default model takes to longer than anybody waits. */
const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BATCH_BUCKETS = [1, 2, 4, 8, 16, 32, 64];

/** Counters of one process, with Node's own (CPU, memory, event loop, garbage) beside them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const histogram = (name: string, help: string, buckets = DURATION_BUCKETS_S) =>
    new Histogram({ name, help, buckets, registers });

  const batchSize = histogram(
    'paa_embedding_batch_pictures',
    'Pictures that were run together.',
    BATCH_BUCKETS,
  );
  const wait = histogram(
    'paa_embedding_wait_seconds',
    'How long the first picture of a batch waited for it.',
  );
  const run = histogram('paa_embedding_run_seconds', 'How long the model took for a batch.');
  const queue = new Gauge({
    name: 'paa_embedding_queue_pictures',
    help: 'Pictures that were accepted and have no vector yet.',
    registers,
  });
  const busy = new Counter({
    name: 'paa_embedding_busy_total',
    help: 'Refusals because too many pictures were waiting.',
    registers,
  });
  const searches = new Histogram({
    name: 'paa_retrieval_seconds',
    help: 'How long a search for similar cases took, by how it ended.',
    labelNames: ['outcome'],
    buckets: DURATION_BUCKETS_S,
    registers,
  });
  const limitations = new Counter({
    name: 'paa_limitations_total',
    help: 'What assessments had to do without.',
    labelNames: ['limitation'],
    registers,
  });

  return {
    registry,
    embedding: {
      onBatch({ size, waitMs, runMs }) {
        batchSize.observe(size);
        wait.observe(waitMs / SECOND_MS);
        run.observe(runMs / SECOND_MS);
      },
      onQueueDepth: (pictures) => queue.set(pictures),
      onBusy: () => busy.inc(),
    },
    model: createModelMetrics(registry),
    lines: createLineMetrics(registry),
    delivery: createDeliveryMetrics(registry),
    onSearch: ({ ms, outcome }) => searches.observe({ outcome }, ms / SECOND_MS),
    onLimitation: (limitation) => limitations.inc({ limitation }),
    watchDevice: (describe) => watchDevice(registry, describe),
  };
}

/** All processes of a machine see the same device, so that together they report it once: `max`, not the usual sum. */
function watchDevice(registry: Registry, describe: () => Promise<MeasuredDevice>): void {
  const gauge = (name: string, help: string, valueOf: (device: MeasuredDevice) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ['provider', 'name'],
      registers: [registry],
      aggregator: 'max',
      async collect() {
        const device = await describe();
        const value = valueOf(device);
        this.reset();
        if (value !== null) this.set({ provider: device.provider, name: device.name ?? 'unknown' }, value);
      },
    });
  gauge('paa_embedding_device_info', 'Always 1; the labels say what runs the embedding model.', () => 1);
  gauge('paa_embedding_device_memory_bytes', "The device's memory, where it tells.", (device) =>
    bytes(device.memoryMiB),
  );
  gauge(
    'paa_embedding_device_memory_used_bytes',
    "How much of the device's memory is taken, by whomever, where it tells.",
    (device) => bytes(device.memoryUsedMiB),
  );
}

function bytes(mebibytes: number | null): number | null {
  return mebibytes === null ? null : mebibytes * MEBIBYTE;
}
