import { isUuid } from '../domain';
import { type CursorKeys } from './page';

/** What the lists that people work through, of cases and of escalations, have in common. */

/** Beyond this a total is not worth its price to anybody. */
export const MAX_EXACT_COUNT = 10_000;

/** Where a page ended: urgency rank, the time that the list orders by (ISO 8601), id. */
export type WorkListKeys = readonly [urgencyRank: number, at: string, id: string];

export function isWorkListKeys(keys: CursorKeys): keys is WorkListKeys {
  const [rank, at, id] = keys;
  return (
    keys.length === 3 &&
    Number.isInteger(rank) &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    typeof id === 'string' &&
    isUuid(id)
  );
}

/** Of what a filter asks for, each once; null if it asks for nothing in particular, as an empty list does. */
export function chosen<T>(values: readonly T[] | null | undefined): readonly T[] | null {
  return values == null || values.length === 0 ? null : [...new Set(values)];
}
