import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { EngineCommand } from './engine-process';
import type { EngineState } from './engine-state';
import { type Account, postgresAccount, reachableStateDir } from './postgres-account';
import { completePostgresPackage, postgresPrograms } from './postgres-programs';
import { commandLineOf } from './process-table';

const USER = 'postgres';
const DATABASE = 'patient_advocacy';
const READY_TIMEOUT_MS = 60_000;
const MAX_CONNECTIONS = 200;
/** For engines that are thrown away: nothing of them needs to outlive a power cut. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export interface PostgresOptions {
  readonly stateDir: string;
  readonly state: EngineState;
  readonly durable: boolean;
}

/** PostgreSQL on the loopback interface, its cluster made on the first call. */
export function postgresCommand({ stateDir, state, durable }: PostgresOptions): EngineCommand {
  completePostgresPackage();
  const account = postgresAccount();
  const programs = postgresPrograms(account);
  const cluster = path.join(reachableStateDir(stateDir, account), 'postgres');
  if (!existsSync(cluster)) createCluster(programs.initdb, cluster, state.postgresPassword, durable, account);
  disownStaleLock(cluster);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${MAX_CONNECTIONS}`,
    ...(durable ? [] : FORGETFUL),
  ];
  return {
    name: 'postgres',
    command: programs.postgres,
    args: [
      '-D',
      cluster,
      '-p',
      String(state.postgresPort),
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    ...(account === null ? {} : { account }),
    stateDir,
    marks: [cluster],
    stopSignals: ['SIGINT', 'SIGQUIT'], // fast, then immediate shutdown
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: async () => {
      await withClient(postgresUrl(state, 'postgres'), (client) => client.query('SELECT 1'));
      return true;
    },
  };
}

export function postgresUrl(state: EngineState, database: string = DATABASE): string {
  return `postgresql://${USER}:${state.postgresPassword}@127.0.0.1:${state.postgresPort}/${database}`;
}

/** Makes the project's database if this cluster has none yet. */
export async function ensureDatabase(state: EngineState): Promise<void> {
  await withClient(postgresUrl(state, 'postgres'), async (client) => {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
  });
}

/** initdb into a folder beside, renamed when complete: a crash in the middle leaves no half cluster. */
function createCluster(
  initdb: string,
  cluster: string,
  password: string,
  durable: boolean,
  account: Account | null,
): void {
  const unfinished = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== null) {
    for (const owned of [unfinished, passwordFile]) chownSync(owned, account.uid, account.gid);
  }
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin', // the same order of words on every machine
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    execFileSync(initdb, args, {
      cwd: path.dirname(cluster),
      stdio: ['ignore', 'ignore', 'pipe'],
      ...account,
    });
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * PostgreSQL refuses a cluster whose lock names any process at all: also the zombie of a killed server (in a container
 * nobody may ever collect it), or a program that was given the dead server's number. Such a lock is made to name its new
 * parent, which PostgreSQL takes for stale; removing it would also skip its check for orphaned backends.
 */
function disownStaleLock(cluster: string): void {
  const lock = path.join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const [pid, ...rest] = readFileSync(lock, 'utf8').split('\n');
  if (commandLineOf(Number(pid))?.includes(cluster)) return;
  writeFileSync(lock, [String(process.pid), ...rest].join('\n'));
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
