/**
 * `APP_ENV=… node dist/scripts/launch.js`: the supervisor behind start_server.sh. It ends with status 0 after SIGINT or
 * SIGTERM, and with 1 and a reason when the server could not be started or kept.
 */
import path from 'node:path';
import { AppEnv, loadConfig } from '../src/config';
import { launchServer } from './launch/launch-server';
import { findProjectRoot } from './project-root';

/** Stand for engines that are yet to be started, so that every other setting is checked before anything runs. */
const ENGINES_TO_COME = {
  DATABASE_URL: 'postgresql://127.0.0.1/to-come',
  REDIS_URL: 'redis://127.0.0.1',
  CHROMA_URL: 'http://127.0.0.1',
};

async function main(): Promise<void> {
  process.chdir(findProjectRoot());
  const isDevelopment = process.env.APP_ENV === AppEnv.DEVELOPMENT;
  const config = loadConfig(
    isDevelopment ? { ...ENGINES_TO_COME, ...process.env } : process.env,
    path.resolve('configs'),
  );
  if (!config.ok) throw new Error(`The settings are not complete:\n  ${config.error.join('\n  ')}`);

  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  try {
    await launchServer(config.value, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error; // whatever was interrupted by Ctrl-C has ended as wished
  }
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => process.exit());
