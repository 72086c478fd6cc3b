import { Limitation } from '../domain';

/**
 * The language model's place in the pipeline. Nothing depends on it: the EVIDENCE assessment stands by itself, and
 * whatever keeps the model from giving its view becomes a limitation that a human sees.
 */
export interface LanguageModel {
  /** What `/health/ready` and the start call it; null when it stands in for nothing. */
  readonly standInFor: string | null;
  /** Why this case gets no view from the model. */
  readonly limitation: Limitation;
}

/** Development's stand-in (USE_MOCKS=true): it says nothing about anybody, and every assessment says that it was one. */
export function createStandInLanguageModel(): LanguageModel {
  return { standInFor: 'MedGemma', limitation: Limitation.MEDGEMMA_STAND_IN };
}

/** No model is reachable from this deployment. */
export function createAbsentLanguageModel(): LanguageModel {
  return { standInFor: null, limitation: Limitation.MEDGEMMA_UNAVAILABLE };
}
