import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findProjectRoot } from '../project-root';

/**
 * Brings a database to the newest migration. Safe from several processes at once: Prisma holds a lock in the database.
 * Throws with Prisma's own words when a migration fails or the database cannot be reached.
 */
export async function migrateDeploy(databaseUrl: string): Promise<void> {
  const root = findProjectRoot();
  if (await isUpToDate(databaseUrl, path.join(root, 'prisma/migrations'))) return;
  try {
    await promisify(execFile)(
      process.execPath,
      [path.join(root, 'scripts/prisma/cli.cjs'), 'migrate', 'deploy'],
      { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl } },
    );
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`Migration failed.\n${stdout ?? ''}${stderr ?? ''}`.trim(), { cause: error });
  }
}

/** Whether every migration of the folder is applied: asked of the database itself, as Prisma takes a second to answer. */
async function isUpToDate(databaseUrl: string, migrationsDir: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    const applied = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const names = new Set(applied.rows.map(({ name }) => name));
    const folders = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    return folders.every(({ name }) => names.has(name));
  } catch {
    return false; // no such table or database yet: Prisma makes both. What else is wrong, Prisma explains better
  } finally {
    await client.end();
  }
}
