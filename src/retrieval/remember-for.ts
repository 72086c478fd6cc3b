import { type Clock } from '../time';

/** Reads at most once in `maxAgeMs`; a failed or empty answer is not remembered. */
export function rememberFor<T>(
  maxAgeMs: number,
  clock: Clock,
  read: () => Promise<T | null>,
): { get(): Promise<T | null>; forget(): void } {
  let known: { readonly value: T; readonly readAtMs: number } | null = null;
  return {
    async get() {
      const nowMs = clock.now().getTime();
      if (known !== null && nowMs - known.readAtMs < maxAgeMs) return known.value;
      const value = await read();
      known = value === null ? null : { value, readAtMs: nowMs };
      return value;
    },
    forget() {
      known = null;
    },
  };
}
