import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findFreePort, isPortFree } from './ports';

/** What a second start must know to find the first one's data. Kept readable by its owner alone. */
export interface EngineState {
  readonly postgresPort: number;
  readonly postgresPassword: string;
  readonly redisPort: number;
  readonly redisPassword: string;
  readonly chromaPort: number;
}

const PASSWORD_BYTES = 24;

function readEngineState(stateDir: string): Partial<EngineState> {
  try {
    return JSON.parse(readFileSync(path.join(stateDir, 'state.json'), 'utf8')) as Partial<EngineState>;
  } catch {
    return {};
  }
}

/** Where the engines of this folder run, or ran last; null before their first start. */
export function knownEngineState(stateDir: string): EngineState | null {
  const { postgresPort, postgresPassword, redisPort, redisPassword, chromaPort } = readEngineState(stateDir);
  if (!postgresPort || !postgresPassword || !redisPort || !redisPassword || !chromaPort) return null;
  return { postgresPort, postgresPassword, redisPort, redisPassword, chromaPort };
}

function writeEngineState(stateDir: string, state: EngineState): void {
  const file = path.join(stateDir, 'state.json');
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** A remembered port if nobody took it meanwhile, else a new one. */
async function settlePort(remembered: number | undefined): Promise<number> {
  return remembered !== undefined && (await isPortFree(remembered)) ? remembered : findFreePort();
}

/** Call it after leftovers are stopped, or their ports look taken. */
export async function settleEngineState(stateDir: string): Promise<EngineState> {
  const known = readEngineState(stateDir);
  const newPassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');
  const state: EngineState = {
    postgresPort: await settlePort(known.postgresPort),
    postgresPassword: known.postgresPassword ?? newPassword(),
    redisPort: await settlePort(known.redisPort),
    redisPassword: known.redisPassword ?? newPassword(),
    chromaPort: await settlePort(known.chromaPort),
  };
  writeEngineState(stateDir, state);
  return state;
}
