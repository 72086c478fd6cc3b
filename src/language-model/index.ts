/** The door of language-model/: how a question reaches MedGemma, in whichever of its servers' languages, and what comes back. */
export {
  ModelFailureKind,
  type ModelFailure,
  type ModelQuestion,
  type ModelReply,
  type ModelWire,
} from './wire';
