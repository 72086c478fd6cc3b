import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createClient } from 'redis';
import { startEnginesHost } from '../../engines/start-engines-host';
import { migrateDeploy } from '../../prisma/migrate';
import { type MeasuredServer, startMeasuredServer } from '../measured-server';
import { openFacility, openRaisedCases, type RaisedCases } from './raise';
import { PLAIN_CHANNEL } from './selection';
import { signInStaff } from './staff';

/** What the product rings after a commit. */
const COMMITTED_BELL = 'paa:events:committed';
/** As the launcher starts the product; the peer is given the same. */
const AS_LAUNCHED = { NODE_OPTIONS: '--max-semi-space-size=32', MALLOC_TRIM_THRESHOLD_: '131072' } as const;
const NOBODY_HOME = 'redis://127.0.0.1:1';

/** Where everything is measured: engines that keep what they are told, staff who are signed in, cases that are raised. */
export interface Stage {
  readonly raised: RaisedCases;
  /** Bearer tokens of responders of the facility of those cases. */
  readonly tokens: readonly string[];
  /** One more process of the whole product. */
  startHouse(name: string, options?: { readonly withoutRedis: boolean }): Promise<MeasuredServer>;
  startPlain(): Promise<MeasuredServer>;
  /** Commits an event and rings, as another process of the product does; resolves with the moment of the commit, ns. */
  readonly commit: () => Promise<bigint>;
  /** Commits an event and cannot ring. */
  readonly commitUnheard: () => Promise<bigint>;
  /** Publishes an event that nobody keeps; resolves with the moment before, ns. */
  readonly publish: () => Promise<bigint>;
  close(): Promise<void>;
}

/** Starts engines with a facility and so many `staff` of it; `close` ends them, and their data are gone. */
export async function setStage(staff: number): Promise<Stage> {
  // Engines from outside would have their data written to.
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'CHROMA_URL']) delete process.env[name];
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-escalations-'));
  chmodSync(dataDir, 0o711); // under root, PostgreSQL runs as another account
  const host = await startEnginesHost({ dataDir, throwAway: false, onProgress: (text) => console.log(text) });
  const { databaseUrl, redisUrl: REDIS_URL, chromaUrl: CHROMA_URL } = host.urls;
  const client = new Client({ connectionString: databaseUrl });
  const redis = createClient({ url: REDIS_URL });
  await migrateDeploy(databaseUrl);
  await Promise.all([client.connect(), redis.connect()]);
  const facilityId = await openFacility(client);
  const raised = await openRaisedCases(client, facilityId);
  const start = (name: string, program: string, env: Record<string, string>): Promise<MeasuredServer> =>
    startMeasuredServer({ name, program, databaseUrl, bearerToken: '', env: { ...AS_LAUNCHED, ...env } });

  return {
    raised,
    tokens: await signInStaff(client, facilityId, staff),
    startHouse: (name, { withoutRedis } = { withoutRedis: false }) =>
      start(name, 'whole-house', { CHROMA_URL, REDIS_URL: withoutRedis ? NOBODY_HOME : REDIS_URL }),
    startPlain: () =>
      start('graphql-ws over Redis, nothing kept', '../escalations/plain-server', { REDIS_URL }),
    async commit() {
      await raised.raise();
      return momentBefore(() => redis.publish(COMMITTED_BELL, 'bench'));
    },
    async commitUnheard() {
      await raised.raise();
      return process.hrtime.bigint();
    },
    publish() {
      const event = JSON.stringify(raised.describe());
      return momentBefore(() => redis.publish(PLAIN_CHANNEL, event));
    },
    async close() {
      await client.end();
      redis.destroy();
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function momentBefore(send: () => Promise<unknown>): Promise<bigint> {
  const startNs = process.hrtime.bigint();
  await send();
  return startNs;
}
