/** The door of speech/: what was said, in which language, and a voice to answer with. */
export {
  createLanguageIdentifier,
  type IdentifiedLanguage,
  type LanguageIdentifier,
} from './identify-language';
export { type Recording, type Transcript, TranscriptionProblem } from './ports';
export { createSynthesizerStandIn, type Synthesizer } from './synthesizer';
export { createTranscriberStandIn, type Transcriber } from './transcriber';
