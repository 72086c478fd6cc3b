import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ChromaClient } from 'chromadb';
import { Client } from 'pg';
import { createClient } from 'redis';
import type { EngineUrls } from '../../../scripts/engines/engines';
import { commandLineOf } from '../../../scripts/engines/process-table';
import { type EnginesHost, startEnginesHost } from '../../../scripts/engines/start-engines-host';

const ENGINES = ['postgres', 'redis', 'chroma'] as const;

let dataDir: string;
let host: EnginesHost | null = null;
const pidFile = (name: string): string => path.join(dataDir, 'engines', `${name}.pid`);
const pidOf = (name: string): number =>
  (JSON.parse(readFileSync(pidFile(name), 'utf8')) as { pid: number }).pid;

async function start(): Promise<EnginesHost> {
  const outside = { DATABASE_URL: process.env.DATABASE_URL, REDIS_URL: '', CHROMA_URL: '' };
  Object.assign(process.env, { DATABASE_URL: '', REDIS_URL: '', CHROMA_URL: '' });
  try {
    host = await startEnginesHost({ dataDir, throwAway: false, onProgress: () => undefined });
    return host;
  } finally {
    Object.assign(process.env, outside);
  }
}

function clientsOf(urls: EngineUrls) {
  const { hostname, port } = new URL(urls.chromaUrl);
  return {
    postgres: new Client({ connectionString: urls.databaseUrl }),
    redis: createClient({ url: urls.redisUrl }),
    chroma: new ChromaClient({ host: hostname, port: Number(port) }),
  };
}

async function withEngines<T>(
  urls: EngineUrls,
  use: (engines: ReturnType<typeof clientsOf>) => Promise<T>,
): Promise<T> {
  const engines = clientsOf(urls);
  await Promise.all([engines.postgres.connect(), engines.redis.connect()]);
  try {
    return await use(engines);
  } finally {
    await engines.postgres.end();
    engines.redis.destroy();
  }
}

/** Leaves one word in each engine. */
const write = (urls: EngineUrls, word: string): Promise<void> =>
  withEngines(urls, async ({ postgres, redis, chroma }) => {
    await postgres.query('CREATE TABLE IF NOT EXISTS word (word text)');
    await postgres.query('INSERT INTO word VALUES ($1)', [word]);
    await redis.set(word, 'here');
    const collection = await chroma.getOrCreateCollection({ name: 'words', embeddingFunction: null });
    await collection.upsert({ ids: [word], embeddings: [[1, 0, 0]] });
  });

const read = (urls: EngineUrls, word: string): Promise<unknown[]> =>
  withEngines(urls, async ({ postgres, redis, chroma }) => {
    const collection = await chroma.getCollection({ name: 'words' });
    return [
      (await postgres.query('SELECT word FROM word WHERE word = $1', [word])).rows.length,
      await redis.get(word),
      (await collection.get({ ids: [word] })).ids,
    ];
  });

function kill(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

beforeAll(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-recovery-'));
  chmodSync(dataDir, 0o711);
});

afterAll(async () => {
  await host?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('engines after a killed run', () => {
  it('keeps every word when the host and all engines are killed at once', async () => {
    const before = await start();
    await write(before.urls, 'all-killed');
    [before.pid, ...ENGINES.map(pidOf)].forEach(kill);
    await before.exited;
    const after = await start();
    expect(await read(after.urls, 'all-killed')).toEqual([1, 'here', ['all-killed']]);
    expect(after.urls).toEqual(before.urls);
    await after.stop();
  });

  it('ends the orphans of a killed host before it starts anew', async () => {
    const before = await start();
    await write(before.urls, 'host-killed');
    const orphans = ENGINES.map(pidOf);
    kill(before.pid);
    await before.exited;
    const after = await start();
    expect(orphans.map(commandLineOf)).toEqual([null, null, null]);
    expect(await read(after.urls, 'host-killed')).toEqual([1, 'here', ['host-killed']]);
    await after.stop();
  });

  it('leaves no process and no pid file behind when it is stopped', async () => {
    const running = await start();
    const pids = [running.pid, ...ENGINES.map(pidOf)];
    await running.stop();
    expect(pids.map(commandLineOf)).toEqual([null, null, null, null]);
    expect(readdirSync(path.join(dataDir, 'engines')).filter((name) => name.endsWith('.pid'))).toEqual([]);
  });

  it('refuses a second host on the same data folder', async () => {
    const running = await start();
    await expect(
      startEnginesHost({ dataDir, throwAway: false, onProgress: () => undefined }),
    ).rejects.toThrow(/already runs the engines/);
    expect(existsSync(pidFile('host'))).toBe(true);
    await running.stop();
  });
});
