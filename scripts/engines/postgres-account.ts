import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * PostgreSQL refuses to run as root, so under root it runs as an account of its own, which must be able to walk to its
 * programs and its data. What lies under a closed folder (a checkout in /root) is moved to this one.
 */
const OPEN_HOME = '/var/lib/patient-advocacy-agent';
const ACCOUNT = 'postgres';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The account to run PostgreSQL as: null for an ordinary user, who runs it as themselves. Root gets it created. */
export function postgresAccount(): Account | null {
  if (!isRoot()) return null;
  if (!accountExists()) {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      ACCOUNT,
    ]);
  }
  return { uid: accountId('-u'), gid: accountId('-g') };
}

function accountId(flag: '-u' | '-g'): number {
  return Number(
    execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

function accountExists(): boolean {
  try {
    accountId('-u');
    return true;
  } catch {
    return false;
  }
}

/** Whether an account that owns nothing here could walk down to this existing folder. */
function isReachableByOthers(folder: string): boolean {
  const parent = path.dirname(folder);
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (parent === folder || isReachableByOthers(parent));
}

/** Where the data of `stateDir` may lie so that the account reaches it: there, or in a twin folder of OPEN_HOME. */
export function reachableStateDir(stateDir: string, account: Account | null): string {
  if (account === null) return stateDir;
  chmodSync(stateDir, 0o711);
  if (isReachableByOthers(stateDir)) return stateDir;
  const twin = path.join(OPEN_HOME, createHash('sha256').update(stateDir).digest('hex').slice(0, 16));
  mkdirSync(twin, { recursive: true, mode: 0o711 });
  return twin;
}

/** The folder of PostgreSQL's programs, copied once to OPEN_HOME where the account could not reach it. */
export function reachablePrograms(nativeDir: string, version: string, account: Account | null): string {
  if (account === null || isReachableByOthers(path.join(nativeDir, 'bin'))) return nativeDir;
  const copy = path.join(OPEN_HOME, `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(OPEN_HOME, { recursive: true, mode: 0o711 });
    cpSync(nativeDir, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  return copy;
}
