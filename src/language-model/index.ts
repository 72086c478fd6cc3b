/** The door of language-model/: how a question reaches MedGemma, in whichever of its servers' languages, and what comes back. */
export { createModelWire } from './create-wire';
export { isSent } from './failures';
export { ModelApi, type ModelSettings } from './model-settings';
export { withResilience, type ResilienceOptions } from './resilience/with-resilience';
export {
  MAX_PICTURE_SIDE_PX,
  ModelFailureKind,
  type ModelFailure,
  type ModelQuestion,
  type ModelReply,
  type ModelWire,
} from './wire';
export { parseAnswer, ParseProblemCode } from './answer/parse-answer';
export { repairQuestion } from './answer/repair-question';
export { loadPrompt, type Prompt } from './prompt/load-prompt';
export { type PromptFacts } from './prompt/prompt-facts';
export { MAX_USER_CHARS, renderPrompt } from './prompt/render-prompt';
