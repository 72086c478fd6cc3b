import cluster, { type Worker } from 'node:cluster';
import path from 'node:path';
import { answerMetricsOfWorkers } from '../../src/observability';
import { findProjectRoot } from '../project-root';
import type { ServerEnvironment } from './run-step';

const MAX_DEATHS = 5;
const DEATHS_WINDOW_MS = 30_000;
const IGNORE_INTERRUPT = 'scripts/launch/ignore-interrupt.cjs';

export interface WorkersOptions {
  readonly count: number;
  /** The built program of one API process. It says `{ type: 'ready' }` by IPC once it accepts connections. */
  readonly main: string;
  readonly env: ServerEnvironment;
}

export interface Workers {
  /** Settles when the first worker has said that it serves. */
  readonly firstReady: Promise<void>;
  /** Settles with the reason when it is no use to start another worker. */
  readonly givenUp: Promise<string>;
  /** Lets every worker finish what it does, at most `timeoutMs`, then ends it. */
  stop(timeoutMs: number): Promise<void>;
}

function isReadyMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

/**
 * Keeps `count` API processes on one port. One that dies is replaced, unless none has ever served (then the reason is on
 * the terminal and another would only repeat it) or too many die in a short time.
 */
export function startWorkers({ count, main, env }: WorkersOptions): Workers {
  const deathsAt: number[] = [];
  let everReady = false;
  let stopping = false;
  const events: { ready?: () => void; giveUp?: (reason: string) => void } = {};
  const firstReady = new Promise<void>((resolve) => (events.ready = resolve));
  const givenUp = new Promise<string>((resolve) => (events.giveUp = resolve));

  cluster.setupPrimary({
    exec: main,
    // Answers are short-lived garbage: a larger nursery is worth a tenth of the server's CPU (see docs/performance.md).
    execArgv: [
      '--max-semi-space-size=32',
      '--enable-source-maps',
      '--require',
      path.join(findProjectRoot(), IGNORE_INTERRUPT),
    ],
  });
  const onMessage = (_worker: Worker, message: unknown): void => {
    if (!isReadyMessage(message)) return;
    everReady = true;
    events.ready?.();
  };
  const onExit = (worker: Worker, code: number | null, signal: string | null): void => {
    if (stopping) return;
    const how = `API process ${worker.process.pid} ended unexpectedly (${signal ?? `exit ${code}`})`;
    const now = Date.now();
    deathsAt.push(now);
    const recent = deathsAt.filter((at) => now - at < DEATHS_WINDOW_MS).length;
    if (!everReady) return events.giveUp?.(`${how} before it served.`);
    if (recent >= MAX_DEATHS)
      return events.giveUp?.(`${how}, number ${recent} in ${DEATHS_WINDOW_MS / 1000} s.`);
    console.error(`${how}; starting another.`);
    cluster.fork(env);
  };
  cluster.on('message', onMessage);
  cluster.on('exit', onExit);
  const endMetrics = answerMetricsOfWorkers();
  for (let started = 0; started < count; started++) cluster.fork(env);

  return {
    firstReady,
    givenUp,
    async stop(timeoutMs) {
      stopping = true;
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      await Promise.all(workers.map((worker) => stopWorker(worker, timeoutMs)));
      cluster.off('message', onMessage);
      cluster.off('exit', onExit);
      endMetrics();
    },
  };
}

async function stopWorker(worker: Worker, timeoutMs: number): Promise<void> {
  if (worker.isDead()) return;
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  worker.process.kill('SIGTERM');
  const lastResort = setTimeout(() => worker.process.kill('SIGKILL'), timeoutMs);
  await exited;
  clearTimeout(lastResort);
}
