/** The door of speech/: what was said, in which language, and a voice to answer with. */
export { createLanguageIdentifier, type LanguageIdentifier } from './identify-language';
export { createSynthesizerStandIn } from './synthesizer';
export { createTranscriberStandIn } from './transcriber';
