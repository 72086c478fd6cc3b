import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom } from '../seeded-random';
import { reasonOf } from './reason-of';

const CALL_TIMEOUT_MS = 15_000;
const MIN_PAUSE_MS = 30;
const MAX_PAUSE_MS = 250;
/** What trying again does not help against. */
const HOPELESS = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED']);

/** A client that goes on until it is answered, at whichever process answers. */
export interface PersistentCaller {
  /**
   * The data of an operation that is safe to repeat. Throws on refusals that no repetition helps against, and when the
   * signal aborts.
   */
  ask<T>(token: string | null, query: string, variables: object): Promise<T>;
  /** How often each reason made a call be repeated. */
  readonly setbacks: ReadonlyMap<string, number>;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Each attempt goes to one of the `urls` by chance; the signal ends all that wait. */
export function createPersistentCaller(
  urls: readonly string[],
  random: SeededRandom,
  signal: AbortSignal,
): PersistentCaller {
  const setbacks = new Map<string, number>();
  return {
    setbacks,
    async ask<T>(token: string | null, query: string, variables: object): Promise<T> {
      for (;;) {
        const outcome = await attempt(random.pick(urls), token, query, variables);
        if ('data' in outcome) return outcome.data as T;
        const { setback } = outcome;
        if (HOPELESS.has(setback)) throw new Error(`Refused for good: ${setback}`);
        setbacks.set(setback, (setbacks.get(setback) ?? 0) + 1);
        await delay(random.between(MIN_PAUSE_MS, MAX_PAUSE_MS), undefined, { signal });
      }
    },
  };
}

async function attempt(
  url: string,
  token: string | null,
  query: string,
  variables: object,
): Promise<{ data: unknown } | { setback: string }> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const { data, errors } = (await response.json()) as Body;
    const [error] = errors ?? [];
    if (error !== undefined) return { setback: error.extensions?.code ?? error.message };
    return data == null ? { setback: 'neither data nor errors' } : { data };
  } catch (error) {
    return { setback: reasonOf(error) };
  }
}
