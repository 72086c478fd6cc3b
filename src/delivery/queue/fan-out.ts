import { setTimeout as delay } from 'node:timers/promises';
import { type Logger } from '../../observability';
import { createWake } from '../../time';
import { type BatchLimits, writeDeliveries, type WriteDeps } from './write-deliveries';

/** What PostgreSQL writes within a second or two, whatever else it does: far from when the transaction is given up. */
const BATCH: BatchLimits = { places: 200, deliveries: 2_000 };
const DEFAULT_POLL_INTERVAL_MS = 1_000;
/** Every commit rings. What rings within so short a time is one look, so that sockets need not share the database with more. */
const BREATH_MS = 100;

interface FanOutDeps extends WriteDeps {
  readonly logger: Pick<Logger, 'warn'>;
  /** Says that the stream may have grown; it may also say nothing. */
  readonly onNumbered: (listener: () => void) => void;
  readonly pollIntervalMs?: number;
}

export interface FanOut {
  stop(): Promise<void>;
}

/** Follows the stream and has its escalations delivered. Every process runs one; whichever is first does the work. */
export function startFanOut({
  onNumbered,
  logger,
  pollIntervalMs = DEFAULT_POLL_INTERVAL_MS,
  ...deps
}: FanOutDeps): FanOut {
  const wake = createWake();
  let isStopping = false;
  onNumbered(wake.wake);
  const ended = run();

  async function run(): Promise<void> {
    while (!isStopping) {
      const passed = await writeDeliveries(deps, BATCH).catch((error: unknown) => {
        logger.warn('Deliveries could not be written; it will be tried again.', { error });
        return 0;
      });
      if (passed === BATCH.places || isStopping) continue;
      if (passed === 0) await wake.sleep(pollIntervalMs);
      await delay(BREATH_MS);
    }
  }

  return {
    async stop() {
      isStopping = true;
      wake.wake();
      await ended;
    },
  };
}
