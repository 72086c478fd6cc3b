import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findProjectRoot } from '../project-root';

export interface RedisServerBinary {
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

const NAMES = ['redis-server', 'valkey-server'];
const HOW_TO_GET_ONE =
  'No Redis server found. Install redis-server or valkey-server with your package manager, or set REDIS_URL to one that runs.';

/**
 * A Redis server to run: on PATH, else unpacked earlier, else fetched now. On Debian and its kin the package is unpacked
 * beside the project, as root and as ordinary user alike: nothing is installed and no system service starts. On macOS
 * Homebrew installs it. Throws an explanation where neither is at hand.
 */
export function provideRedisServer(onProgress: (text: string) => void): RedisServerBinary {
  const found = findOnPath(NAMES) ?? findUnpacked();
  if (found !== null) return found;
  if (findOnPath(['apt-get']) !== null && findOnPath(['dpkg']) !== null) {
    onProgress('fetching Redis from the Debian archive (once)');
    unpackFromDebian();
  } else if (process.platform === 'darwin' && findOnPath(['brew']) !== null) {
    onProgress('installing Redis with Homebrew (once)');
    execFileSync('brew', ['install', 'redis'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const provided = findOnPath(NAMES) ?? findUnpacked();
  if (provided === null) throw new Error(HOW_TO_GET_ONE);
  return provided;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath(names: readonly string[]): RedisServerBinary | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const command = names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find(isExecutable);
  return command === undefined ? null : { command, env: {} };
}

/** Shared by every data folder of this checkout. */
function unpackedDir(): string {
  return path.join(findProjectRoot(), '.data/tools/redis');
}

function findUnpacked(): RedisServerBinary | null {
  const command = path.join(unpackedDir(), 'usr/bin/redis-server');
  if (!isExecutable(command)) return null;
  const libraries = path.join(unpackedDir(), 'usr/lib');
  const triplets = readdirSync(libraries, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    command,
    env: { LD_LIBRARY_PATH: triplets.map(({ name }) => path.join(libraries, name)).join(path.delimiter) },
  };
}

/** Lets apt find what the server needs beyond what is installed, in lists and caches of its own. */
function unpackFromDebian(): void {
  const work = `${unpackedDir()}.new`;
  const at = (name: string): string => path.join(work, name);
  rmSync(work, { recursive: true, force: true });
  for (const name of ['lists/partial', 'cache', 'packages/partial', 'root']) {
    mkdirSync(at(name), { recursive: true });
  }
  const settings = [
    `Dir::State::Lists=${at('lists')}`,
    `Dir::Cache=${at('cache')}`,
    `Dir::Cache::archives=${at('packages')}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting]);
  const apt = (...args: string[]): void => {
    execFileSync('apt-get', [...settings, '-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', '--download-only', 'redis-server');
  for (const file of readdirSync(at('packages')).filter((name) => name.endsWith('.deb'))) {
    execFileSync('dpkg', ['-x', path.join(at('packages'), file), at('root')]);
  }
  rmSync(unpackedDir(), { recursive: true, force: true });
  renameSync(at('root'), unpackedDir());
  rmSync(work, { recursive: true, force: true });
}
