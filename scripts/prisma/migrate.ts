import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { findProjectRoot } from '../project-root';

/**
 * Brings a database to the newest migration. Safe from several processes at once: Prisma holds a lock in the database.
 * Throws with Prisma's own words when a migration fails or the database cannot be reached.
 */
export async function migrateDeploy(databaseUrl: string): Promise<void> {
  const root = findProjectRoot();
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
