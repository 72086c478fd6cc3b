import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { createEmbedder, EmbeddingDevice, loadManifest } from '../../src/embedding';
import { PrismaClient } from '../../src/generated/prisma/client';
import { DEFAULT_MANIFEST, writeDefaultModel } from '../../scripts/models/default-model';
import { findFreePort } from '../../scripts/engines/ports';
import { seedDevelopment } from '../../scripts/seed/seed-development';
import { type ApiClient, createApiClient } from './api-client';
import { createTestDatabase } from './database';
import { ensureReferenceSet } from './house-reference';

/** What servers that are killed and started again have in common: a database, a folder and an address. */
export interface Ground {
  readonly prisma: PrismaClient;
  readonly client: ApiClient;
  readonly env: NodeJS.ProcessEnv;
  /** Starts src/main.ts as a process of its own; resolves when it serves. */
  start(this: void, env?: NodeJS.ProcessEnv): Promise<ServerProcess>;
  /** Ends what still runs; database and folder are gone. */
  clear(this: void): Promise<void>;
}

export interface ServerProcess {
  readonly pid: number | undefined;
  /** Everything it wrote. */
  output(this: void): string;
  /** Resolves when the process is no more, with its exit code; null if a signal ended it. */
  end(this: void, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** A seeded database, the demonstration set and a free port, with nobody serving yet. */
export async function prepareGround(): Promise<Ground> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'house-'));
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  await seedDevelopment(prisma);
  await loadReferenceSet(join(dataDir, 'models'));
  const port = String(await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const { PATH, HOME, REDIS_URL, CHROMA_URL } = process.env;
  // SWCRC: the project's .swcrc leaves import() alone, which packages of ES modules need.
  const env = {
    ...{ PATH, HOME, REDIS_URL, CHROMA_URL, SWCRC: 'true' },
    ...{ APP_ENV: 'development', DATABASE_URL: database.url, DATA_DIR: dataDir },
    ...{ PORT: port, PUBLIC_URL: url, LOG_FORMAT: 'json' },
  };
  const children: ServerProcess[] = [];
  return {
    prisma,
    env,
    client: createApiClient(url),
    async start(over = {}) {
      const server = await startProcess({ ...env, ...over });
      children.push(server);
      return server;
    },
    async clear() {
      for (const child of children) await child.end('SIGKILL');
      await prisma.$disconnect();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function loadReferenceSet(modelDir: string): Promise<void> {
  await writeDefaultModel(modelDir);
  const manifest = await loadManifest(DEFAULT_MANIFEST);
  const device = EmbeddingDevice.CPU;
  const embedder = await createEmbedder({
    manifest,
    modelDir,
    device,
    expectedDimension: manifest.dimension,
  });
  await ensureReferenceSet(embedder);
  await embedder.close();
}

async function startProcess(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const execArgv = ['-r', '@swc-node/register'];
  const child = fork(resolve('src/main.ts'), { env, execArgv, silent: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`The server did not start:\n${output}`);
    }),
  ]);
  return { pid: child.pid, output: () => output, end: (signal) => endProcess(child, signal) };
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}
