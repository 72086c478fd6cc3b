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
