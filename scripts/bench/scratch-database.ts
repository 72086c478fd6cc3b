import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEnginesHost } from '../engines/start-engines-host';
import { migrateDeploy } from '../prisma/migrate';

export interface ScratchDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

/**
 * A migrated database that nobody else uses: on the server of DATABASE_URL (whose own database is left alone), else on
 * an engine that is thrown away with it.
 */
export async function createScratchDatabase(onProgress: (text: string) => void): Promise<ScratchDatabase> {
  const outside = process.env.DATABASE_URL;
  const host = outside === undefined ? await startThrowAwayEngines(onProgress) : null;
  const adminUrl = outside ?? host?.urls.databaseUrl ?? '';
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await migrateDeploy(url.toString());
  return {
    url: url.toString(),
    remove: async () => {
      await administer(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      await host?.stop();
    },
  };
}

function startThrowAwayEngines(onProgress: (text: string) => void) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-bench-'));
  chmodSync(dataDir, 0o711); // under root, PostgreSQL runs as another account
  return startEnginesHost({ dataDir, throwAway: true, onProgress });
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
