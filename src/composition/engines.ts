import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { type Config } from '../config';
import { createFileMediaStore } from '../imaging';
import { createJobs } from '../jobs';
import { createLogger, createMetrics, type Logger } from '../observability';
import { createKeyring } from '../privacy';
import { createChromaIndex } from '../retrieval';
import { askAtMostEvery, systemClock, withinTime } from '../time';
import { createDatabase } from './database';
import { jobSettings } from './job-settings';
import { openEmbedder } from './open-embedder';
import { createRedisClient } from './redis';

/** Prefix of all keys and channels in Redis. */
const KEY_PREFIX = 'paa:';
const REDIS_CONNECT_MS = 2000;
/** Health and metrics may be asked often, and by strangers; the driver's program or the model server is not. */
const DEVICE_ASKED_EVERY_MS = 10_000;

export type Engines = Awaited<ReturnType<typeof connectEngines>>;

/** Everything outside the rooms, connected: what they store in, ask and wait for. */
export async function connectEngines(config: Config, logger: Logger = createLogger(config.log)) {
  const newId = (): string => uuidv7();
  const databaseUrl = config.database.url;
  const prisma = createDatabase(databaseUrl);
  const redis = createRedisClient(config.redis.url);
  // Redis may come later: nobody waits for it longer than this.
  await withinTime(REDIS_CONNECT_MS, redis.connect()).catch(() => undefined);
  const metrics = createMetrics();
  const embedder = await openEmbedder(config, logger, metrics.embedding);
  const describeDevice = askAtMostEvery(DEVICE_ASKED_EVERY_MS, systemClock, () => embedder.describeDevice());
  metrics.watchDevice(describeDevice);
  const jobs = createJobs({ databaseUrl, logger, newId, settings: jobSettings(config) });
  await jobs.start();
  return {
    logger,
    clock: systemClock,
    newId,
    prisma,
    redis,
    embedder,
    describeDevice,
    metrics,
    jobs,
    databaseUrl,
    keyPrefix: KEY_PREFIX,
    keyring: createKeyring(config.secretKey),
    media: createFileMediaStore(join(config.dataDir, 'media')),
    index: createChromaIndex(config.chroma.url),
    /** In the order in which the rooms stop needing them. */
    async close(): Promise<void> {
      await jobs.stop();
      await embedder.close();
      redis.destroy();
      await prisma.$disconnect();
    },
  };
}
