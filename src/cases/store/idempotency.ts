import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type CaseError, conflict, err, ok, type Result } from '../../domain';
import { type Transaction } from './transact';

/** One call of an operation by one principal, as the client named it. Keys are kept for seven days. */
export interface IdempotentCall {
  readonly principalId: string;
  readonly operation: string;
  readonly key: string;
  /** What was asked for; the same key with another input is a CONFLICT. */
  readonly input: unknown;
}

/** Ids of what the first call made: never content. */
export type Made = Readonly<Record<string, string>>;

/**
 * Runs `effect` once for a key, inside the caller's transaction. A second call with the same input returns what
 * the first one made; a concurrent one waits on the row until the first has committed or rolled back.
 */
export async function once(
  tx: Transaction,
  call: IdempotentCall,
  { digestKey, now }: { readonly digestKey: Uint8Array; readonly now: Date },
  effect: () => Promise<Result<Made, CaseError>>,
): Promise<Result<Made, CaseError>> {
  const { principalId, operation, key } = call;
  const inputDigest = digestOf(call.input, digestKey);
  const { count } = await tx.idempotencyKey.createMany({
    data: [{ principalId, operation, key, inputDigest, result: {}, createdAt: now }],
    skipDuplicates: true,
  });
  const where = { principalId_operation_key: { principalId, operation, key } };
  if (count === 0) {
    const first = await tx.idempotencyKey.findUniqueOrThrow({ where });
    if (!isDeepStrictEqual(inputDigest, new Uint8Array(first.inputDigest))) {
      return err(conflict('This idempotency key was used with another input.'));
    }
    return ok(first.result as Made);
  }
  const made = await effect();
  if (made.ok) await tx.idempotencyKey.update({ where, data: { result: made.value } });
  return made;
}

/**
 * HMAC-SHA-256 of the input as JSON with sorted keys; what was left out and what was undefined are the same. Keyed,
 * because inputs hold what patients said: without the key nobody can try out what it may have been.
 */
function digestOf(input: unknown, digestKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const canonical = JSON.stringify(input, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return new Uint8Array(
    createHmac('sha256', digestKey)
      .update(canonical ?? 'null')
      .digest(),
  );
}
