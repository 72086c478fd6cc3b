import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom } from '../seeded-random';
import { type ApiProcess } from './api-process';
import { KillTarget } from './chaos-options';
import { type Ground } from './ground';
import { type Kill, RelayStage, StatementFate } from './plan-kills';
import { closeGate } from './relay-gates';

/** A relay may have to be started first, by a process that has to be started first. */
const GATE_TIMEOUT_MS = 60_000;
const MAX_DOWN_MS = 1_500;
const LOOK_AGAIN_MS = 20;

/** Strikes once. Resolves when the victim is dead, not when it is back. */
export async function strike(ground: Ground, random: SeededRandom, kill: Kill): Promise<void> {
  await ground.postgres.whenUp();
  if (kill.victim === KillTarget.REDIS) return ground.redis.kill(random.between(0, MAX_DOWN_MS));
  if (kill.victim === KillTarget.POSTGRES) {
    if (kill.at === 'random') return ground.postgres.kill(random.between(0, MAX_DOWN_MS));
    return killPostgresWhile(ground, random, kill.stage);
  }
  switch (kill.at) {
    case 'random':
      return killAnyApi(ground, random);
    case 'numbering':
      return killHolder(ground, kill.stage, kill.fate);
    case 'takeover':
      return killHolderAndSuccessor(ground);
  }
}

async function killAnyApi({ apis }: Ground, random: SeededRandom): Promise<void> {
  for (;;) {
    const serving = apis.filter((api) => api.isServing());
    if (serving.length > 0 && random.pick(serving).kill()) return;
    await delay(LOOK_AGAIN_MS);
  }
}

async function killHolder(ground: Ground, stage: RelayStage, fate: StatementFate): Promise<void> {
  const gate = await closeGate(ground.databaseUrl, stage);
  try {
    const held = await gate.held(GATE_TIMEOUT_MS);
    apiNamed(ground, held.holder).kill();
    if (fate === StatementFate.ROLLS_BACK) await held.rollBack();
  } finally {
    await gate.open();
  }
}

async function killHolderAndSuccessor(ground: Ground): Promise<void> {
  const gate = await closeGate(ground.databaseUrl, RelayStage.STARTED);
  try {
    const first = await gate.held(GATE_TIMEOUT_MS);
    apiNamed(ground, first.holder).kill();
    await first.rollBack(); // its lock is free only then
    const successor = await gate.held(GATE_TIMEOUT_MS, first.backend);
    apiNamed(ground, successor.holder).kill();
  } finally {
    await gate.open();
  }
}

async function killPostgresWhile(ground: Ground, random: SeededRandom, stage: RelayStage): Promise<void> {
  const gate = await closeGate(ground.databaseUrl, stage);
  try {
    await gate.held(GATE_TIMEOUT_MS);
    await ground.postgres.kill(random.between(0, MAX_DOWN_MS));
  } finally {
    await gate.open();
  }
}

function apiNamed({ apis }: Ground, name: string): ApiProcess {
  const found = apis.find((api) => api.name === name);
  if (found === undefined) throw new Error(`A relay calls itself "${name}", and no process is called so.`);
  return found;
}
