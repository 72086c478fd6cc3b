import path from 'node:path';
import { dataDirectory } from '../project-root';
import { chromaUrl } from './chroma';
import { knownEngineState } from './engine-state';
import { type EngineUrls } from './engines';
import { livingProcess } from './pid-file';
import { postgresUrl } from './postgres';
import { redisUrl } from './redis';
import { startEnginesHost } from './start-engines-host';

const VARIABLES = {
  DATABASE_URL: 'databaseUrl',
  REDIS_URL: 'redisUrl',
  CHROMA_URL: 'chromaUrl',
} as const satisfies Record<string, keyof EngineUrls>;

/**
 * Runs `use` with the address of an engine: the variable's, else that of the server which runs on this data folder, else
 * that of the folder's own engines, started for so long. So a command beside a development server needs no addresses.
 */
export async function useEngine<T>(
  env: NodeJS.ProcessEnv,
  variable: keyof typeof VARIABLES,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const given = env[variable];
  if (given) return use(given);
  const dataDir = dataDirectory(env);
  const running = runningEngines(path.join(dataDir, 'engines'));
  if (running !== null) return use(running[VARIABLES[variable]]);
  const host = await startEnginesHost({ dataDir, throwAway: false, onProgress: () => undefined });
  try {
    return await use(host.urls[VARIABLES[variable]]);
  } finally {
    await host.stop();
  }
}

function runningEngines(stateDir: string): EngineUrls | null {
  const state = knownEngineState(stateDir);
  if (state === null || livingProcess(path.join(stateDir, 'host.pid')) === null) return null;
  return { databaseUrl: postgresUrl(state), redisUrl: redisUrl(state), chromaUrl: chromaUrl(state) };
}
