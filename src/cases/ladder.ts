import { type LadderStep } from '../domain';
import { type Transaction } from './store/transact';

/** Lets nobody forget an escalation: what is to happen when a step of it runs out is promised with the step itself. */
export interface Ladder {
  /** Commits with the step's transaction, so that neither exists without the other. */
  promise(tx: Transaction, step: LadderStep): Promise<void>;
}
