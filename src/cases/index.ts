/** The door of cases/: a patient's case as the API shows it, how it is read, and what staff may do with it. */
export { AssessmentType, RedFlagType } from './assessment.types';
export {
  AssignCaseInput,
  CaseChangeInput,
  EraseCaseInput,
  RecordOutcomeInput,
  ReviewCaseInput,
  WithdrawConsentInput,
} from './case-change.types';
export { CaseEventConnection, CaseEventType } from './case-event.types';
export { CASE_READING_RESOLVERS } from './case-reading.resolvers';
export { PatientExplanationType, SoapNoteType, UtteranceType } from './note.types';
export { ConsentType, PatientInput, PatientType } from './patient.types';
export { createCaseReading, type CaseReading, type CaseReadingDeps } from './read/case-reading';
export { SubmitCaseInput } from './submit-case.types';
export { TriageCaseType } from './triage-case.types';
export { actorOf, contextFor, type CaseDeps } from './change-as';
export { changeOnce } from './change-once';
export { createCaseVault, type CaseVault } from './case-vault';
export { type MediaRemoval } from './media-removal';
export {
  type CaseRepository,
  type CaseUnit,
  createCaseRepository,
  type Decide,
} from './store/case.repository';
export { type IdempotentCall, once } from './store/idempotency';
export { type Transaction } from './store/transact';
export { openMedia, type MediaAddress, type OpenMediaDeps } from './open-media';
export { CaseMutationResolver, type CaseDoor } from './case-mutation.resolver';
export { findCaseById } from './read/find-case';
export { forgetOldKeys } from './store/forget-old-keys';
export { type BrokenLink, TrailProblem, type TrailReport, verifyTrail } from './store/verify-trail';
