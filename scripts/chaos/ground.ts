import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settleEngineState } from '../engines/engine-state';
import { findFreePort } from '../engines/ports';
import { ensureDatabase, postgresCommand, postgresUrl } from '../engines/postgres';
import { redisCommand, redisUrl } from '../engines/redis';
import { provideRedisServer } from '../engines/redis-binary';
import { writeDefaultModel } from '../models/default-model';
import { migrateDeploy } from '../prisma/migrate';
import { type ApiProcess, superviseApi } from './api-process';
import { type KillableEngine, startKillableEngine } from './killable-engine';
import { prepareDatabase } from './prepare-database';

/** What is there to be killed. */
export interface Ground {
  readonly databaseUrl: string;
  readonly postgres: KillableEngine;
  readonly redis: KillableEngine;
  readonly apis: readonly ApiProcess[];
  /** Ends everything; the data are gone. */
  clear(): Promise<void>;
}

export interface GroundOptions {
  readonly processes: number;
  /** What a minute of the acknowledgement times lasts. */
  readonly secondsPerMinute: number;
}

/** A PostgreSQL that keeps what it acknowledged, a Redis that keeps nothing, and API processes that serve. */
export async function layGround({ processes, secondsPerMinute }: GroundOptions): Promise<Ground> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'patient-advocacy-chaos-'));
  await chmod(dataDir, 0o711); // under root, PostgreSQL runs as another account
  const state = await settleEngineState(dataDir);
  const binary = provideRedisServer(() => undefined);
  const [postgres, redis] = await Promise.all([
    startKillableEngine(() => postgresCommand({ stateDir: dataDir, state, durable: true })),
    startKillableEngine(() => redisCommand({ binary, stateDir: dataDir, state, durable: false })),
  ]);
  const apis: ApiProcess[] = [];
  const clear = async (): Promise<void> => {
    await Promise.all(apis.map((api) => api.stop()));
    await Promise.all([postgres.stop(), redis.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ensureDatabase(state);
    const databaseUrl = postgresUrl(state);
    await migrateDeploy(databaseUrl);
    await prepareDatabase(databaseUrl, secondsPerMinute);
    await writeDefaultModel(path.join(dataDir, 'models'));
    const { PATH, HOME } = process.env;
    const env = {
      ...{ PATH, HOME, SWCRC: 'true', APP_ENV: 'development', LOG_LEVEL: 'warn', DATA_DIR: dataDir },
      ...{ HOST: '127.0.0.1', REDIS_URL: redisUrl(state) },
      // Cases without pictures ask no index: nobody listens there.
      CHROMA_URL: `http://127.0.0.1:${state.chromaPort}`,
    };
    for (let index = 1; index <= processes; index += 1) {
      const name = `chaos-api-${index}`;
      apis.push(superviseApi({ name, port: await findFreePort(), databaseUrl, env }));
    }
    await Promise.all(apis.map((api) => api.whenServing()));
    return { databaseUrl, postgres, redis, apis, clear };
  } catch (error) {
    await clear();
    throw error;
  }
}
