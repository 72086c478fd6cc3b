import { type SeededRandom } from '../seeded-random';
import { KillTarget } from './chaos-options';

/** Where the relay's numbering statement is held while something is killed. */
export const RelayStage = {
  /** The statement runs; no event has its place yet. */
  STARTED: 'started',
  /** Some events of the batch have their places, others have not. */
  HALFWAY: 'halfway',
  /** Every event of the batch has its place; nothing is committed. */
  FINISHED: 'finished',
} as const;
export type RelayStage = (typeof RelayStage)[keyof typeof RelayStage];

/** What PostgreSQL does with the statement of a relay that was killed: a server learns of a client's death late or early. */
export const StatementFate = {
  /** It commits, and nobody is left to ring the bell. */
  COMMITS: 'commits',
  ROLLS_BACK: 'rolls back',
} as const;
export type StatementFate = (typeof StatementFate)[keyof typeof StatementFate];

export type Kill =
  /** Whatever it is doing: any API process, or the engine. */
  | { readonly victim: KillTarget; readonly at: 'random' }
  /** The API process whose relay is numbering. */
  | {
      readonly victim: typeof KillTarget.API;
      readonly at: 'numbering';
      readonly stage: RelayStage;
      readonly fate: StatementFate;
    }
  /** The API process whose relay is numbering, and the one that takes over as soon as it numbers. */
  | { readonly victim: typeof KillTarget.API; readonly at: 'takeover' }
  /** PostgreSQL under a relay that is numbering. */
  | { readonly victim: typeof KillTarget.POSTGRES; readonly at: 'numbering'; readonly stage: RelayStage };

const { API, REDIS, POSTGRES } = KillTarget;
const { STARTED, HALFWAY, FINISHED } = RelayStage;
const { COMMITS, ROLLS_BACK } = StatementFate;

/** What is done to each target, in turns. */
const WAYS: Readonly<Record<KillTarget, readonly Kill[]>> = {
  [API]: [
    { victim: API, at: 'numbering', stage: HALFWAY, fate: COMMITS },
    { victim: API, at: 'random' },
    { victim: API, at: 'numbering', stage: FINISHED, fate: COMMITS },
    { victim: API, at: 'numbering', stage: HALFWAY, fate: ROLLS_BACK },
    { victim: API, at: 'takeover' },
    { victim: API, at: 'numbering', stage: STARTED, fate: COMMITS },
    { victim: API, at: 'numbering', stage: FINISHED, fate: ROLLS_BACK },
    { victim: API, at: 'numbering', stage: STARTED, fate: ROLLS_BACK },
  ],
  [REDIS]: [{ victim: REDIS, at: 'random' }],
  [POSTGRES]: [
    { victim: POSTGRES, at: 'random' },
    { victim: POSTGRES, at: 'numbering', stage: HALFWAY },
    { victim: POSTGRES, at: 'numbering', stage: FINISHED },
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

/** In words, for the report. */
export function describeKill(kill: Kill): string {
  if (kill.at === 'random') return `${kill.victim}, whatever it was doing`;
  if (kill.at === 'takeover') return 'api holding the relay, and its successor at once';
  const stage = `numbering ${kill.stage}`;
  return 'fate' in kill ? `api holding the relay, ${stage}, ${kill.fate}` : `${kill.victim}, ${stage}`;
}

/** Fisher and Yates' shuffle. */
function mixed<T>(random: SeededRandom, items: readonly T[]): T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random.next() * rest.length), 1));
  return order;
}
