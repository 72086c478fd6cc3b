import { isUuid } from '../domain';
import { isInstant } from './instant';
import { type CursorKeys } from './page';

/** What the lists that people work through, of cases and of escalations, have in common. */

/** Beyond this a total is not worth its price to anybody. */
export const MAX_EXACT_COUNT = 10_000;

/** Where a page ended: urgency rank, the time that the list orders by (ISO 8601), id. */
export type WorkListKeys = readonly [urgencyRank: number, at: string, id: string];

/** 0 EMERGENCY … 4 SELF_CARE, 5 not known yet. */
const RANKS: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5]);

export function isWorkListKeys(keys: CursorKeys): keys is WorkListKeys {
  const [rank, at, id] = keys;
  return (
    keys.length === 3 &&
    typeof rank === 'number' &&
    RANKS.has(rank) &&
    typeof at === 'string' &&
    isInstant(at) &&
    typeof id === 'string' &&
    isUuid(id)
  );
}

/** Of what a filter asks for, each once; null if it asks for nothing in particular, as an empty list does. */
export function chosen<T>(values: readonly T[] | null | undefined): readonly T[] | null {
  return values == null || values.length === 0 ? null : [...new Set(values)];
}
