/** A process of its own that holds the relay until it is killed. */
import { createClient } from 'redis';
import { startEventStream } from '../../../src/escalation';
import { connect } from './case-events';

async function main(databaseUrl: string, redisUrl: string, keyPrefix: string): Promise<void> {
  const redis = createClient({ url: redisUrl });
  await redis.connect();
  const logger = { warn: () => undefined };
  const deps = { prisma: connect(databaseUrl), databaseUrl, redis, keyPrefix, logger };
  (await startEventStream(deps)).startNumbering();
  process.send?.('ready');
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '');
