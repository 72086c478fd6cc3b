import { type Clock } from './clock';

/** `ask`, but run at most once in `maxAgeMs`: whoever wants to know meanwhile gets the same answer, or the same rejection. */
export function askAtMostEvery<T>(maxAgeMs: number, clock: Clock, ask: () => Promise<T>): () => Promise<T> {
  let asked: { readonly answer: Promise<T>; readonly atMs: number } | null = null;
  return () => {
    const nowMs = clock.now().getTime();
    if (asked === null || nowMs - asked.atMs >= maxAgeMs) asked = { answer: ask(), atMs: nowMs };
    return asked.answer;
  };
}
