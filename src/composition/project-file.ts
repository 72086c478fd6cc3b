import { type Result } from '../domain';

/** A file of the project that has a mistake stops the start, with every mistake named. */
export function orFail<T>(loaded: Result<T, string[]>): T {
  if (loaded.ok) return loaded.value;
  throw new Error(`The project's own files have mistakes:\n  ${loaded.error.join('\n  ')}`);
}
