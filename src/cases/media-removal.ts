import { type Transaction } from './store/transact';

/**
 * Bytes that nobody may keep any longer. `promise` enqueues their removal in the transaction that made them so,
 * which a crash cannot undo; `now` removes them at once, and failing there is no harm because of the promise.
 */
export interface MediaRemoval {
  promise(tx: Transaction, mediaKeys: readonly string[]): Promise<void>;
  now(mediaKeys: readonly string[]): Promise<void>;
}
