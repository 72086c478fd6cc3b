import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEnginesHost } from '../../../scripts/engines/start-engines-host';
import { useEngine } from '../../../scripts/engines/use-engine';

const ENGINES_TIMEOUT_MS = 60_000;

let dataDir: string;
const outside = { ...process.env };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'use-engine-'));
  // The host takes outside addresses from the environment; here it is to start its own.
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'CHROMA_URL']) delete process.env[name];
});
afterAll(async () => {
  Object.assign(process.env, outside);
  await rm(dataDir, { recursive: true, force: true });
});

const env = () => ({ DATA_DIR: dataDir });

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('SELECT 1');
    await client.end();
    return true;
  } catch {
    return false;
  }
}

test('a given address is taken as it is', async () => {
  const given = { DATABASE_URL: 'postgresql://elsewhere' };
  await expect(useEngine(given, 'DATABASE_URL', (url) => Promise.resolve(url))).resolves.toBe(
    'postgresql://elsewhere',
  );
});

test(
  'beside a running server its engines are used; without one they are started and stopped',
  async () => {
    const host = await startEnginesHost({ dataDir, throwAway: false, onProgress: () => undefined });
    const beside = await useEngine(env(), 'DATABASE_URL', (url) => Promise.resolve(url));
    await host.stop();
    expect(beside).toBe(host.urls.databaseUrl);

    const used = await useEngine(env(), 'DATABASE_URL', async (url) => ({ url, alive: await answers(url) }));
    expect(used.alive).toBe(true);
    await expect(answers(used.url)).resolves.toBe(false);
  },
  ENGINES_TIMEOUT_MS,
);
