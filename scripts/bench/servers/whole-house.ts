import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectEngines, createApi, openRooms, startWorkers } from '../../../src/composition';
import { loadConfig } from '../../../src/config';
import { writeDefaultModel } from '../../models/default-model';
import { seedDevelopment } from '../../seed/seed-development';
import { benchSettings, databaseUrl, serveMeasurements } from './measured-child';

/** The whole product as main.ts starts it, with the demo accounts, on a database and a folder of its own. */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-house-'));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const env = { APP_ENV: 'development', LOG_LEVEL: 'error', DATABASE_URL: databaseUrl(), DATA_DIR: dataDir };
  const { REDIS_URL, CHROMA_URL } = process.env;
  const loaded = loadConfig({ ...env, REDIS_URL, CHROMA_URL, ...benchSettings() }, resolve('configs'));
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  await writeDefaultModel(join(dataDir, 'models'));
  const engines = await connectEngines(loaded.value);
  await seedDevelopment(engines.prisma);
  const rooms = await openRooms(loaded.value, engines);
  const server = await createApi(loaded.value, engines, rooms);
  await startWorkers(loaded.value, engines, rooms);
  serveMeasurements({ port: await server.listen(0, '127.0.0.1'), path: '/graphql' });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
