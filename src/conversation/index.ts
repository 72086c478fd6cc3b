/** The door of conversation/: what is said and heard, and what a session shows. */
export { type ConversationDeps, beginCall, rulesAt, SESSION_OVER } from './conversation-deps';
export { closeIdleSession } from './end-session';
export { type LanguagePack, type LanguagePacks } from './language-pack';
export { describePicture, keepPicture, openPicture } from './keep-picture';
export { type PicturePort, type PreparedPicture } from './picture-port';
export { promiseAssessment } from './promise-assessment';
export { createSessionStore } from './session-store';
export { patientOf } from './start-session';
export { ConversationResolver, type ConversationDoor } from './conversation.resolver';
export { AssessInput } from './session-input.types';
export { loadLanguagePacks } from './language-pack';
export { textsOfPacks } from './texts-of-packs';
