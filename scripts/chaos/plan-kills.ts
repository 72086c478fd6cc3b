import { type SeededRandom } from '../seeded-random';
import { KillTarget } from './chaos-options';

/** Where an escalation is on its way to its place in the stream. */
export const Stage = {
  /** Its case is about to commit; nobody but the process that changes the case knows of it. */
  COMMITTING: 'committing',
  /** The relay's statement comes to the first event of its batch; none has its place. */
  STARTED: 'started',
  /** One event of the batch has its place, the next one not yet. */
  HALFWAY: 'halfway',
  /** Every event of the batch has its place; nothing is committed. */
  FINISHED: 'finished',
} as const;
export type Stage = (typeof Stage)[keyof typeof Stage];

/** What PostgreSQL does with the statement of a process that was killed: a server learns of a client's death late or early. */
export const StatementFate = {
  /** It commits, and nobody is left to ring the bell. */
  COMMITS: 'commits',
  ROLLS_BACK: 'rolls back',
} as const;
export type StatementFate = (typeof StatementFate)[keyof typeof StatementFate];

export type Kill =
  /** Whatever it is doing: one of the API processes, or the engine. */
  | { readonly victim: KillTarget; readonly at: 'random' }
  /** The API process that has come to this stage: when numbering, the holder of the relay. */
  | {
      readonly victim: typeof KillTarget.API;
      readonly at: 'stage';
      readonly stage: Stage;
      readonly fate: StatementFate;
    }
  /** The API process whose relay is numbering, and the one that takes over as soon as it numbers. */
  | { readonly victim: typeof KillTarget.API; readonly at: 'takeover' }
  /** PostgreSQL under a process that has come to this stage. */
  | { readonly victim: typeof KillTarget.POSTGRES; readonly at: 'stage'; readonly stage: Stage };

const { API, REDIS, POSTGRES } = KillTarget;
const { COMMITTING, STARTED, HALFWAY, FINISHED } = Stage;
const { COMMITS, ROLLS_BACK } = StatementFate;

/** What is done to each target, in turns. */
const WAYS: Readonly<Record<KillTarget, readonly Kill[]>> = {
  [API]: [
    { victim: API, at: 'stage', stage: HALFWAY, fate: COMMITS },
    { victim: API, at: 'random' },
    { victim: API, at: 'stage', stage: FINISHED, fate: COMMITS },
    { victim: API, at: 'takeover' },
    { victim: API, at: 'stage', stage: COMMITTING, fate: COMMITS },
    { victim: API, at: 'stage', stage: HALFWAY, fate: ROLLS_BACK },
    { victim: API, at: 'stage', stage: STARTED, fate: COMMITS },
    { victim: API, at: 'stage', stage: FINISHED, fate: ROLLS_BACK },
    { victim: API, at: 'stage', stage: STARTED, fate: ROLLS_BACK },
    { victim: API, at: 'stage', stage: COMMITTING, fate: ROLLS_BACK },
  ],
  [REDIS]: [{ victim: REDIS, at: 'random' }],
  [POSTGRES]: [
    { victim: POSTGRES, at: 'stage', stage: FINISHED },
    { victim: POSTGRES, at: 'random' },
    { victim: POSTGRES, at: 'stage', stage: HALFWAY },
    { victim: POSTGRES, at: 'stage', stage: COMMITTING },
  ],
};

/** How often each is struck: most is at stake where the relay runs. */
const SHARES: readonly KillTarget[] = [API, POSTGRES, API, REDIS, API];

/** Kills in the order in which they strike: each target in its share, each way to kill it in turns, then mixed. */
export function planKills(random: SeededRandom, count: number, targets: readonly KillTarget[]): Kill[] {
  const shares = SHARES.filter((target) => targets.includes(target));
  const turns = new Map<KillTarget, number>();
  const kills: Kill[] = [];
  for (let index = 0; index < count; index += 1) {
    const target = shares[index % shares.length];
    if (target === undefined) break;
    const turn = turns.get(target) ?? 0;
    turns.set(target, turn + 1);
    const way = WAYS[target][turn % WAYS[target].length];
    if (way !== undefined) kills.push(way);
  }
  return mixed(random, kills);
}

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  [COMMITTING]: 'as a case commits that escalates',
  [STARTED]: 'as the relay begins to number',
  [HALFWAY]: 'with some events numbered, others not',
  [FINISHED]: 'with all events numbered, not committed',
};

/** In words, for the report. */
export function describeKill(kill: Kill): string {
  switch (kill.at) {
    case 'random':
      return `${kill.victim}, whatever it is doing`;
    case 'takeover':
      return 'api holding the relay, and its successor as it begins to number';
    case 'stage':
      return `${nameOf(kill)} ${STAGE_WORDS[kill.stage]}${'fate' in kill ? `; PostgreSQL ${kill.fate}` : ''}`;
  }
}

function nameOf({ victim, stage }: Extract<Kill, { at: 'stage' }>): string {
  return victim === API && stage !== COMMITTING ? 'api holding the relay,' : `${victim},`;
}

/** Fisher and Yates' shuffle. */
function mixed<T>(random: SeededRandom, items: readonly T[]): T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random.next() * rest.length), 1));
  return order;
}
