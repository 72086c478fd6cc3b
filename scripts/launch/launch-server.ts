import path from 'node:path';
import { AppEnv, type Config } from '../../src/config';
import { isPortFree } from '../engines/ports';
import { migrateDeploy } from '../prisma/migrate';
import { developmentGreeting } from './announce';
import { runStep, type ServerEnvironment } from './run-step';
import { embeddedEngines, enginesElsewhere } from './server-engines';
import { startWorkers, type Workers } from './workers';

/** A worker drains within its own `server.drainTimeoutMs`; past this one it is killed. */
const WORKER_STOP_TIMEOUT_MS = 15_000;

/**
 * Brings the server up in order, keeps it up until `stop` is aborted, and takes it down in the reverse order. Throws the
 * reason where it cannot be brought or kept up; nothing that was started outlives the call either way.
 */
export async function launchServer(config: Config, stop: AbortSignal): Promise<void> {
  const { port, host, workers: workerCount, publicUrl } = config.server;
  if (!(await isPortFree(port, host))) {
    throw new Error(
      `Port ${port} is taken. Choose another: PORT=${port + 1} ./scripts/start_server.sh ${config.appEnv}`,
    );
  }
  const stopped = new Promise<void>((resolve) =>
    stop.addEventListener('abort', () => resolve(), { once: true }),
  );
  const isDevelopment = config.appEnv === AppEnv.DEVELOPMENT;
  const dataDir = path.resolve(config.dataDir);
  const engines = isDevelopment ? await embeddedEngines(dataDir) : enginesElsewhere();
  let workers: Workers | null = null;

  const bringUp = async (): Promise<void> => {
    const env: ServerEnvironment = { ...process.env, ...engines.env, DATA_DIR: dataDir };
    const step = async (title: string, run: () => Promise<void>): Promise<void> => {
      stop.throwIfAborted();
      console.log(title);
      await run();
    };
    await step('database: migrating', () => migrateDeploy(env.DATABASE_URL ?? ''));
    if (isDevelopment) {
      await step('demo accounts and reference cases', async () => {
        const seeding = runStep('seed/seed-development.js', env, stop);
        await Promise.all([seeding, runStep('reference/load.js', env, stop, ['--unless-chosen'])]);
      });
    }
    await step(`API: ${workerCount} process${workerCount === 1 ? '' : 'es'} on port ${port}`, async () => {
      workers = startWorkers({ count: workerCount, main: path.resolve('dist/src/main.js'), env });
      await Promise.race([workers.firstReady, workers.givenUp.then(fail), stopped]);
    });
    if (isDevelopment) {
      await step('demo cases', () => runStep('seed/demo-cases.js', { ...env, PUBLIC_URL: publicUrl }, stop));
      console.log(developmentGreeting(publicUrl));
    }
    await workers?.givenUp.then(fail);
  };

  try {
    await Promise.race([bringUp(), engines.lost.then(fail), stopped]);
  } finally {
    if (stop.aborted) console.log('\nstopping: letting requests finish');
    await (workers as Workers | null)?.stop(WORKER_STOP_TIMEOUT_MS);
    await engines.stop();
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}
