import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom } from '../seeded-random';
import { type ApiProcess } from './api-process';
import { KillTarget } from './chaos-options';
import { type Ground } from './ground';
import { type Kill, Stage, StatementFate } from './plan-kills';
import { type Fate, type Gate, type HeldStatement, withGateClosed } from './stage-gates';

/** A relay may have to be started first, by a process that has to be started first. */
const GATE_TIMEOUT_MS = 60_000;
const MAX_DOWN_MS = 1_500;
const LOOK_AGAIN_MS = 20;

/** A kill that was done. */
export interface Strike {
  readonly kill: Kill;
  /**
   * Why it did not go as planned; null if it did: the victims died while their statements were held at the stage, and PostgreSQL
   * ended the statements as it was to.
   */
  readonly missed: string | null;
}

/** Strikes once. Resolves when the victim is dead, not when it is back. */
export async function strike(ground: Ground, random: SeededRandom, kill: Kill): Promise<Strike> {
  await ground.postgres.whenUp();
  return { kill, missed: await strikeAs(ground, kill, random) };
}

type Missed = Strike['missed'];

async function strikeAs(ground: Ground, kill: Kill, random: SeededRandom): Promise<Missed> {
  const downMs = random.between(0, MAX_DOWN_MS);
  switch (kill.at) {
    case 'random':
      await (kill.victim === KillTarget.API
        ? killAnyApi(ground.apis, random)
        : ground[kill.victim].kill(downMs));
      return null;
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
): Promise<Missed> {
  const { result, fates } = await withGateClosed(databaseUrl, stage, async (gate) => {
    const { held, sender } = await findLiving(gate, apis);
    const missed = await killHeld(held, sender);
    if (planned === StatementFate.ROLLS_BACK) await held.rollBack();
    return { held, missed };
  });
  return result.missed ?? unlessEnded(fates, result.held, FATE_OF[planned]);
}

async function killHolderAndSuccessor({ databaseUrl, apis }: Ground): Promise<Missed> {
  const { result, fates } = await withGateClosed(databaseUrl, Stage.STARTED, async (gate) => {
    const first = await findLiving(gate, apis);
    const firstMissed = await killHeld(first.held, first.sender);
    await first.held.rollBack(); // its lock is free only then
    const successor = await findLiving(gate, apis);
    const missed = firstMissed ?? (await killHeld(successor.held, successor.sender));
    return { first: first.held, successor: successor.held, missed };
  });
  return (
    result.missed ??
    unlessEnded(fates, result.first, 'aborted') ??
    unlessEnded(fates, result.successor, 'committed')
  );
}

async function killPostgresAt(
  { databaseUrl, apis, postgres }: Ground,
  stage: Stage,
  downMs: number,
): Promise<Missed> {
  const { result } = await withGateClosed(databaseUrl, stage, async (gate) => {
    const { held } = await findLiving(gate, apis);
    const isHeld = await held.isHeld();
    await postgres.kill(downMs);
    return isHeld ? null : 'the statement had gone on';
  });
  return result;
}

interface Found {
  readonly held: HeldStatement;
  readonly sender: ApiProcess;
}

/** A statement at the gate whose sender lives. One that was killed a moment ago may have left one behind: that is cleared away. */
async function findLiving(gate: Gate, apis: Ground['apis']): Promise<Found> {
  for (;;) {
    const held = await gate.held(GATE_TIMEOUT_MS);
    const sender = apis.find((api) => api.owns(held.connectionName));
    if (sender !== undefined) return { held, sender };
    await held.rollBack();
  }
}

/** Kills who sent a statement, which has to be held still when its sender is dead. */
async function killHeld(held: HeldStatement, sender: ApiProcess): Promise<Missed> {
  if (!(await sender.kill())) return 'the process was dead already';
  return (await held.isHeld()) ? null : 'the statement had gone on';
}

function unlessEnded(fates: ReadonlyMap<string, Fate>, { xid }: HeldStatement, planned: Fate): Missed {
  const fate = fates.get(xid) ?? null;
  return fate === planned ? null : `its statement ended ${fate ?? 'unknown'}, not ${planned ?? 'unknown'}`;
}

const FATE_OF: Readonly<Record<StatementFate, Fate>> = {
  [StatementFate.COMMITS]: 'committed',
  [StatementFate.ROLLS_BACK]: 'aborted',
};
