import path from 'node:path';
import { startEnginesHost } from '../engines/start-engines-host';
import type { ServerEnvironment } from './run-step';

/** The engines of one server: embedded here, or running elsewhere. */
export interface ServerEngines {
  /** Their addresses, as the API reads them. */
  readonly env: ServerEnvironment;
  /** Settles with the reason if embedded engines end. Never settles for those elsewhere: the API reconnects to them. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

/** Starts what DATABASE_URL, REDIS_URL and CHROMA_URL do not already name. */
export async function embeddedEngines(dataDir: string): Promise<ServerEngines> {
  const host = await startEnginesHost({
    dataDir: path.resolve(dataDir),
    throwAway: false,
    onProgress: (text) => console.log(`engines: ${text}`),
  });
  const { databaseUrl, redisUrl, chromaUrl } = host.urls;
  return {
    env: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, CHROMA_URL: chromaUrl },
    lost: host.exited,
    stop: () => host.stop(),
  };
}

/** For staging and production: the environment names the engines, and nothing is started. */
export function enginesElsewhere(): ServerEngines {
  return { env: {}, lost: new Promise<never>(() => undefined), stop: () => Promise.resolve() };
}
