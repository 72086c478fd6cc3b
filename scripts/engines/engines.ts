import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromaCommand, chromaUrl } from './chroma';
import { type EngineCommand, type EngineProcess, startEngineProcess, stopLeftover } from './engine-process';
import { settleEngineState } from './engine-state';
import { ensureDatabase, postgresCommand, postgresUrl } from './postgres';
import { redisCommand, redisUrl } from './redis';
import { provideRedisServer } from './redis-binary';

export interface EngineUrls {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly chromaUrl: string;
}

export interface EnginesOptions {
  /** Absolute. The engines keep everything in its folder `engines/`. */
  readonly dataDir: string;
  /** False: throw-away engines that skip what only matters after a power cut. */
  readonly durable: boolean;
  /** Addresses of engines that run elsewhere; those are not started here. */
  readonly outside: Partial<EngineUrls>;
  readonly onProgress: (text: string) => void;
}

export interface Engines {
  readonly urls: EngineUrls;
  /** Settles with the name of the first engine that ends on its own. */
  readonly firstLost: Promise<string>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL, Redis and Chroma on loopback ports that a second start finds again. */
export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const { dataDir, durable, outside, onProgress } = options;
  const stateDir = path.join(dataDir, 'engines');
  mkdirSync(stateDir, { recursive: true });
  await stopLeftovers(stateDir);
  const state = await settleEngineState(stateDir);

  const commands: EngineCommand[] = [];
  if (outside.databaseUrl === undefined) commands.push(postgresCommand({ stateDir, state, durable }));
  if (outside.redisUrl === undefined) {
    commands.push(redisCommand({ binary: provideRedisServer(onProgress), stateDir, state, durable }));
  }
  if (outside.chromaUrl === undefined) commands.push(chromaCommand(stateDir, state));

  const running = await startAll(commands, onProgress);
  if (outside.databaseUrl === undefined) await ensureDatabase(state);
  return {
    urls: {
      databaseUrl: outside.databaseUrl ?? postgresUrl(state),
      redisUrl: outside.redisUrl ?? redisUrl(state),
      chromaUrl: outside.chromaUrl ?? chromaUrl(state),
    },
    firstLost: Promise.race(running.map((engine) => engine.exited.then(() => engine.name))),
    stop: () => stopAll(running),
  };
}

/** Ends what an earlier run of this data folder left behind after a crash. */
async function stopLeftovers(stateDir: string): Promise<void> {
  await Promise.all([
    stopLeftover(stateDir, 'postgres', ['SIGINT', 'SIGQUIT']),
    stopLeftover(stateDir, 'redis', ['SIGTERM']),
    stopLeftover(stateDir, 'chroma', ['SIGTERM']),
  ]);
}

async function startAll(
  commands: readonly EngineCommand[],
  onProgress: (text: string) => void,
): Promise<EngineProcess[]> {
  const started = await Promise.allSettled(
    commands.map(async (command) => {
      const engine = await startEngineProcess(command);
      onProgress(`${engine.name} is up`);
      return engine;
    }),
  );
  const running = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = started.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return running;
  await stopAll(running);
  throw failed.reason;
}

async function stopAll(running: readonly EngineProcess[]): Promise<void> {
  await Promise.all(running.map((engine) => engine.stop()));
}
