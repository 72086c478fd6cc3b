import { type ModelFailure } from '../wire';

/** A request that failed, as an exception: the policies know nothing else. It does not leave this folder. */
export class AskFailed extends Error {
  override readonly name = 'AskFailed';

  constructor(readonly failure: ModelFailure) {
    super(failure.detail);
  }
}
