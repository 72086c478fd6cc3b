/** The door of language-model/: how a question reaches MedGemma, in whichever of its servers' languages, and what comes back. */
export { createModelWire } from './create-wire';
export { isSent } from './failures';
export { APPLICATION_DEFAULT_CREDENTIALS, ModelApi, type ModelSettings } from './model-settings';
export {
  longestAskMs,
  withResilience,
  type ResilienceEvent,
  type ResilienceOptions,
} from './resilience/with-resilience';
export {
  MAX_PICTURE_SIDE_PX,
  ModelFailureKind,
  type ModelFailure,
  type ModelQuestion,
  type ModelReply,
  type ModelWire,
} from './wire';
export { parseAnswer, type ParseProblem, ParseProblemCode } from './answer/parse-answer';
export { repairQuestion } from './answer/repair-question';
export { loadPrompt, type Prompt } from './prompt/load-prompt';
export type {
  CandidateFacts,
  EvidenceFacts,
  FindingFacts,
  PatientFacts,
  PromptFacts,
  SaidFacts,
  SimilarCaseFacts,
} from './prompt/prompt-facts';
export { MAX_USER_CHARS, renderPrompt } from './prompt/render-prompt';
