import { type ModelWire, type Prompt } from '../language-model';
import { Limitation } from '../domain';

export const LanguageModelKind = {
  CONFIGURED: 'CONFIGURED',
  STAND_IN: 'STAND_IN',
  ABSENT: 'ABSENT',
} as const;
export type LanguageModelKind = (typeof LanguageModelKind)[keyof typeof LanguageModelKind];

/**
 * The language model's place in the pipeline. Nothing depends on it: the EVIDENCE assessment stands by itself, and
 * whatever keeps the model from giving its view becomes a limitation that a human sees.
 */
export type LanguageModel =
  | ConfiguredModel
  | { readonly kind: typeof LanguageModelKind.STAND_IN; readonly name: string }
  | { readonly kind: typeof LanguageModelKind.ABSENT };

/** A model that is asked, after the EVIDENCE assessment was stored and by a job of its own. */
export interface ConfiguredModel {
  readonly kind: typeof LanguageModelKind.CONFIGURED;
  readonly wire: ModelWire;
  readonly prompt: Prompt;
  /** How long one job may ask, the wire's own retries included; what takes longer is tried again by another. */
  readonly askWithinMs: number;
  /** How long a case waits for a model that is out of reach. */
  readonly giveUpMs: number;
}

/** Development's stand-in (USE_MOCKS=true): it says nothing about anybody, and every assessment says that it was one. */
export function createStandInLanguageModel(): LanguageModel {
  return { kind: LanguageModelKind.STAND_IN, name: 'MedGemma' };
}

/** No model is reachable from this deployment. */
export function createAbsentLanguageModel(): LanguageModel {
  return { kind: LanguageModelKind.ABSENT };
}

/** Why a new EVIDENCE assessment holds no word of the model. `isAsked`: a job was promised for this very assessment. */
export function modelLimitation({ kind }: LanguageModel, isAsked: boolean): Limitation {
  if (isAsked) return Limitation.MEDGEMMA_PENDING;
  return kind === LanguageModelKind.STAND_IN ? Limitation.MEDGEMMA_STAND_IN : Limitation.MEDGEMMA_UNAVAILABLE;
}
