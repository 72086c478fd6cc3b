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
  ModelFailureKind,
  type ModelFailure,
  type ModelQuestion,
  type ModelReply,
  type ModelWire,
} from './wire';
