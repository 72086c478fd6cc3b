/** The door of conversation/: what is said and heard, and what a session shows. */
export { attachImage, type AttachRequest } from './attach-image';
export { type ConversationDeps, beginCall, packFor, rulesAt, SESSION_OVER } from './conversation-deps';
export { closeIdleSession, endSession, type EndDeps } from './end-session';
export { type LanguagePack, type LanguagePacks } from './language-pack';
export { describePicture, keepPicture, openPicture } from './keep-picture';
export { type PicturePort, type PreparedPicture } from './picture-port';
export { recordConsent } from './record-consent';
export { resumeSession, type ResumeDeps } from './resume-session';
export { say, type SayDeps } from './say';
export { createSessionStore, type SessionCache, type SessionStore } from './session-store';
export { currentSession, type SessionView, viewSession } from './session-view';
export { setLanguage } from './set-language';
export { patientOf, startSession, type StartDeps } from './start-session';
export { ConversationResolver, type ConversationDoor } from './conversation.resolver';
export { AssessInput } from './session-input.types';
export { loadLanguagePacks } from './language-pack';
