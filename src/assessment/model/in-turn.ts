import { bulkhead } from 'cockatiel';

/** Runs what it is given, a few at a time and in the order in which it came. What one throws is its own caller's. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * `atOnce` at a time. A model that answers two hundred questions in one moment must not take all connections and the
 * processor for two hundred revisions: somebody waits for a request, nobody waits for a revision.
 */
export function createInTurn(atOnce: number): InTurn {
  const turns = bulkhead(atOnce, Number.MAX_SAFE_INTEGER);
  return (work) => turns.execute(work);
}
