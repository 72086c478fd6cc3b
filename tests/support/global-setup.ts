import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEnginesHost } from '../../scripts/engines/start-engines-host';
import { migrateDeploy } from '../../scripts/prisma/migrate';
import { TEMPLATE_DATABASE, TestEnv } from './engines';

/** Starts throw-away engines once for all test files, and migrates the database that they copy. */
export default async function globalSetup(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-test-'));
  chmodSync(dataDir, 0o711); // under root, PostgreSQL runs as another account
  const host = await startEnginesHost({ dataDir, throwAway: true, onProgress: () => undefined });
  globalThis.testEnginesHost = host;
  try {
    await migrateTemplate(host.urls.databaseUrl);
  } catch (error) {
    await host.stop();
    throw error;
  }
  process.env[TestEnv.DATABASE_ADMIN_URL] = host.urls.databaseUrl;
  process.env[TestEnv.REDIS_URL] = host.urls.redisUrl;
  process.env[TestEnv.CHROMA_URL] = host.urls.chromaUrl;
}

async function migrateTemplate(adminUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
    const url = new URL(adminUrl);
    url.pathname = `/${TEMPLATE_DATABASE}`;
    await migrateDeploy(url.toString());
    // A single open connection would keep others from copying it.
    await admin.query(`ALTER DATABASE ${TEMPLATE_DATABASE} ALLOW_CONNECTIONS false`);
  } finally {
    await admin.end();
  }
}
