/** An expected outcome: a value, or an error that the caller must look at. Exceptions are for bugs and outages. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A success. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** An expected refusal. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
