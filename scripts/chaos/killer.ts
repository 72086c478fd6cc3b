import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom } from '../seeded-random';
import { KillTarget } from './chaos-options';
import { type Ground } from './ground';
import { type Kill, Stage, StatementFate } from './plan-kills';
import { type Fate, type HeldStatement, withGateClosed } from './stage-gates';

/** A relay may have to be started first, by a process that has to be started first. */
const GATE_TIMEOUT_MS = 60_000;
const MAX_DOWN_MS = 1_500;
const LOOK_AGAIN_MS = 20;

/** A kill that was done. */
export interface Strike {
  readonly kill: Kill;
  /** Whether it went as planned: the victims died while their statements were held at the stage, and PostgreSQL did its part. */
  readonly isHit: boolean;
}

/** Strikes once. Resolves when the victim is dead, not when it is back. */
export async function strike(ground: Ground, random: SeededRandom, kill: Kill): Promise<Strike> {
  await ground.postgres.whenUp();
  return { kill, isHit: await isHit(ground, kill, random) };
}

async function isHit(ground: Ground, kill: Kill, random: SeededRandom): Promise<boolean> {
  const downMs = random.between(0, MAX_DOWN_MS);
  switch (kill.at) {
    case 'random':
      await (kill.victim === KillTarget.API
        ? killAnyApi(ground.apis, random)
        : ground[kill.victim].kill(downMs));
      return true;
    case 'takeover':
      return killHolderAndSuccessor(ground);
    case 'stage':
      return kill.victim === KillTarget.API
        ? killSenderAt(ground, kill.stage, kill.fate)
        : killPostgresAt(ground, kill.stage, downMs);
  }
}

async function killAnyApi(apis: Ground['apis'], random: SeededRandom): Promise<void> {
  for (;;) {
    const serving = apis.filter((api) => api.isServing());
    if (serving.length > 0 && (await random.pick(serving).kill())) return;
    await delay(LOOK_AGAIN_MS);
  }
}

async function killSenderAt(
  { databaseUrl, apis }: Ground,
  stage: Stage,
  planned: StatementFate,
): Promise<boolean> {
  const { result: isHit, fates } = await withGateClosed(databaseUrl, stage, async (gate) => {
    const held = await gate.held(GATE_TIMEOUT_MS);
    const isStruck = await killSender(apis, held);
    if (planned === StatementFate.ROLLS_BACK) await held.rollBack();
    return isStruck;
  });
  return isHit && fates[0] === FATE_OF[planned];
}

async function killHolderAndSuccessor({ databaseUrl, apis }: Ground): Promise<boolean> {
  const { result: areHit, fates } = await withGateClosed(databaseUrl, Stage.STARTED, async (gate) => {
    const first = await gate.held(GATE_TIMEOUT_MS);
    const isFirstStruck = await killSender(apis, first);
    await first.rollBack(); // its lock is free only then
    const successor = await gate.held(GATE_TIMEOUT_MS, first.backend);
    return (await killSender(apis, successor)) && isFirstStruck;
  });
  return areHit && fates[0] === 'aborted' && fates[1] === 'committed';
}

async function killPostgresAt(
  { databaseUrl, postgres }: Ground,
  stage: Stage,
  downMs: number,
): Promise<boolean> {
  const { result } = await withGateClosed(databaseUrl, stage, async (gate) => {
    const held = await gate.held(GATE_TIMEOUT_MS);
    const isHeld = await held.isHeld();
    await postgres.kill(downMs);
    return isHeld;
  });
  return result;
}

/** Kills who sent a statement; true if the statement was still held when it was dead. */
async function killSender(apis: Ground['apis'], held: HeldStatement): Promise<boolean> {
  const sender = apis.find((api) => api.owns(held.connectionName));
  return sender !== undefined && (await sender.kill()) && (await held.isHeld());
}

const FATE_OF: Readonly<Record<StatementFate, Fate>> = {
  [StatementFate.COMMITS]: 'committed',
  [StatementFate.ROLLS_BACK]: 'aborted',
};
