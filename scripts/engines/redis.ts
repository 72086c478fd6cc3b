import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createClient } from 'redis';
import type { EngineCommand } from './engine-process';
import type { EngineState } from './engine-state';
import type { RedisServerBinary } from './redis-binary';

const READY_TIMEOUT_MS = 20_000;
/** Enough for one database per parallel test worker. */
const DATABASES = 64;

export interface RedisOptions {
  readonly binary: RedisServerBinary;
  readonly stateDir: string;
  readonly state: EngineState;
  /** False: nothing is written to disk (throw-away engines). */
  readonly durable: boolean;
}

/** Redis (or Valkey) on the loopback interface, with an append-only file in `<stateDir>/redis`. */
export function redisCommand({ binary, stateDir, state, durable }: RedisOptions): EngineCommand {
  const dir = path.join(stateDir, 'redis');
  mkdirSync(dir, { recursive: true });
  // A configuration file rather than arguments: a password among arguments shows in every process list.
  const configFile = path.join(dir, 'redis.conf');
  const lines = [
    'bind 127.0.0.1',
    `port ${state.redisPort}`,
    `requirepass ${state.redisPassword}`,
    `dir "${dir}"`,
    `databases ${DATABASES}`,
    `appendonly ${durable ? 'yes' : 'no'}`,
    'save ""',
  ];
  writeFileSync(configFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  return {
    name: 'redis',
    command: binary.command,
    args: [configFile],
    env: binary.env,
    stateDir,
    // Redis renames itself to "redis-server 127.0.0.1:PORT" once it is up.
    marks: [configFile, `127.0.0.1:${state.redisPort}`],
    stopSignals: ['SIGTERM'],
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: () => answersPing(redisUrl(state)),
  };
}

export function redisUrl(state: EngineState): string {
  return `redis://:${state.redisPassword}@127.0.0.1:${state.redisPort}`;
}

async function answersPing(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined); // "not yet" is what the caller hears
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.destroy();
  }
}
