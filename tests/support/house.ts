import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import {
  connectEngines,
  createApi,
  type Engines,
  openRooms,
  type Rooms,
  startWorkers,
} from '../../src/composition';
import { type Config, type Environment, loadConfig } from '../../src/config';
import { createLogger } from '../../src/observability';
import { findFreePort } from '../../scripts/engines/ports';
import { seedDevelopment } from '../../scripts/seed/seed-development';
import { type ApiClient, createApiClient } from './api-client';
import { createTestDatabase } from './database';
import { writeDefaultModel } from '../../scripts/models/default-model';
import { ensureReferenceSet } from './house-reference';

/** What a test may have otherwise than a clone has it. */
export interface HouseOverrides {
  /** Over the settings of development and the throw-away engines. */
  readonly env?: Environment;
  /** Replaces engines after they were connected: by ones that fail, for example. */
  readonly engines?: (engines: Engines) => Engines;
  /** The durable work is done by nobody: only what a request does itself happens. */
  readonly withoutWorkers?: boolean;
}

/** A whole server in this process, on a database and a folder of its own. */
export interface House {
  readonly url: string;
  readonly client: ApiClient;
  readonly engines: Engines;
  readonly rooms: Rooms;
  readonly mediaDir: string;
  /** Everything that was logged so far, at the most talkative level. */
  logged(this: void): string;
  /** Drains and stops; database and folder are gone. */
  close(this: void): Promise<void>;
}

/** Starts config -> engines -> rooms -> port as main.ts does, with the demo accounts and the drawn reference set. */
export async function startHouse(overrides: HouseOverrides = {}): Promise<House> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await build(overrides, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  overrides: HouseOverrides,
  onClose: (closer: () => Promise<void>) => void,
): Promise<Omit<House, 'close'>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'house-'));
  onClose(() => rm(dataDir, { recursive: true, force: true }));
  const database = await createTestDatabase();
  onClose(database.drop);
  const config = await configure({ DATABASE_URL: database.url, DATA_DIR: dataDir, ...overrides.env });
  await writeDefaultModel(join(dataDir, 'models'));
  const log = captureLog();
  const connected = await connectEngines(config, log.logger);
  onClose(() => connected.close());
  await ensureReferenceSet(connected.embedder);
  await seedDevelopment(connected.prisma);

  const engines = overrides.engines?.(connected) ?? connected;
  const rooms = await openRooms(config, engines);
  rooms.stream.startNumbering();
  onClose(() => rooms.stream.stop());
  onClose(() => Promise.resolve(rooms.signOuts.stop()));
  const server = await createApi(config, engines, rooms);
  onClose(() => server.close());
  if (overrides.withoutWorkers !== true) {
    const workers = await startWorkers(config, engines, rooms);
    onClose(() => workers.stop());
  }
  await server.listen(config.server.port, config.server.host);
  const url = config.server.publicUrl;
  const mediaDir = join(dataDir, 'media');
  return { url, client: createApiClient(url), engines, rooms, mediaDir, logged: log.text };
}

/** Development's settings on a port that is free. Media and upload addresses carry the port, so it is chosen first. */
async function configure(env: Environment): Promise<Config> {
  const port = String(await findFreePort());
  const { REDIS_URL, CHROMA_URL } = process.env;
  const settings = { APP_ENV: 'development', REDIS_URL, CHROMA_URL, PORT: port, ...env };
  const loaded = loadConfig({ PUBLIC_URL: `http://127.0.0.1:${port}`, ...settings }, resolve('configs'));
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  return loaded.value;
}

function captureLog() {
  let lines = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  return { logger: createLogger({ level: 'debug', format: 'json', stream }), text: () => lines };
}
