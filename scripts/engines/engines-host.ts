/**
 * The process that owns the embedded engines: `engines-host DATA_DIR [--throw-away]`. It tells its parent by IPC when
 * they are ready and ends them on SIGTERM, when one of them fails, or when its parent is gone, however that died.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Engines, type EngineUrls, startEngines } from './engines';
import { forgetProcess, livingProcess, rememberProcess } from './pid-file';

export type HostMessage =
  | { readonly type: 'progress'; readonly text: string }
  | { readonly type: 'ready'; readonly urls: EngineUrls }
  | { readonly type: 'failed'; readonly reason: string };

function tell(message: HostMessage): void {
  if (process.connected) process.send?.(message);
}

/** One host per data folder: two would take each other's engines for leftovers. */
function claim(dataDir: string): string {
  const stateDir = path.join(dataDir, 'engines');
  mkdirSync(stateDir, { recursive: true });
  const file = path.join(stateDir, 'host.pid');
  const other = livingProcess(file);
  if (other !== null) {
    throw new Error(
      `Process ${other} already runs the engines of ${dataDir}. Stop it, or choose another DATA_DIR.`,
    );
  }
  rememberProcess(file, { pid: process.pid, marks: ['engines-host'] });
  return file;
}

function outsideUrls(env: NodeJS.ProcessEnv): Partial<EngineUrls> {
  return {
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(env.REDIS_URL ? { redisUrl: env.REDIS_URL } : {}),
    ...(env.CHROMA_URL ? { chromaUrl: env.CHROMA_URL } : {}),
  };
}

async function main(dataDir: string, throwAway: boolean): Promise<void> {
  const ended = new Promise<string>((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('disconnect', () => resolve('disconnect'));
    process.on('SIGINT', () => undefined); // the launcher decides when a terminal's Ctrl-C means the engines too
  });
  const host = claim(dataDir);
  let engines: Engines | null = null;
  try {
    engines = await startEngines({
      dataDir,
      durable: !throwAway,
      outside: throwAway ? {} : outsideUrls(process.env),
      onProgress: (text) => tell({ type: 'progress', text }),
    });
    tell({ type: 'ready', urls: engines.urls });
    const lost = engines.firstLost.then((name) => {
      tell({ type: 'failed', reason: `${name} ended on its own; its log is in ${dataDir}/engines` });
      process.exitCode = 1;
    });
    await Promise.race([ended, lost]);
  } finally {
    await engines?.stop();
    forgetProcess(host);
    if (throwAway) rmSync(dataDir, { recursive: true, force: true });
  }
}

const [dataDir, ...flags] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: engines-host DATA_DIR [--throw-away]');
main(path.resolve(dataDir), flags.includes('--throw-away'))
  .catch((error: unknown) => {
    tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  })
  .finally(() => process.exit());
