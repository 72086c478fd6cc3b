import { patientOf } from '../conversation';
import {
  badInput,
  type CaseError,
  ConsentKind,
  consentRequired,
  err,
  type FindingsUpdate,
  ok,
  type Patient,
  type Result,
  type ShotType,
  type SpeakerRelation,
  type Viewer,
} from '../domain';
import { Action, authorise } from '../identity';
import { type SubmittedFindings, submittedFindings } from './submitted-findings';

/** A whole case, as a partner's system sends it. */
export interface Submission {
  readonly facilityId: string;
  readonly language: string;
  readonly patient: Partial<Omit<Patient, 'id'>>;
  readonly narrative: string;
  readonly speaker?: SpeakerRelation | null;
  readonly callbackReference?: string | null;
  readonly findings?: SubmittedFindings | null;
  readonly images?: readonly { readonly uploadId: string; readonly shotType: ShotType }[] | null;
  readonly consents: readonly ConsentKind[];
}

/** What of a submission had to be checked, in the domain's words. */
export interface Accepted {
  readonly patient: Patient;
  readonly findings: FindingsUpdate;
}

/**
 * Everything that can be refused without touching a store. Errors: NOT_FOUND (facility), FORBIDDEN, BAD_USER_INPUT,
 * CONSENT_REQUIRED (CARE; IMAGE_CAPTURE where pictures come with it).
 */
export function acceptSubmission(
  deps: { readonly newId: () => string },
  viewer: Viewer,
  submission: Submission,
): Result<Accepted, CaseError> {
  const allowed = authorise(viewer, Action.SUBMIT_CASE, submission.facilityId, 'facility');
  if (!allowed.ok) return allowed;
  const images = submission.images ?? [];
  if (submission.narrative.trim() === '')
    return err(badInput('narrative', 'The patient’s own words are needed.'));
  if (!submission.consents.includes(ConsentKind.CARE)) return err(consentRequired(ConsentKind.CARE));
  if (images.length > 0 && !submission.consents.includes(ConsentKind.IMAGE_CAPTURE)) {
    return err(consentRequired(ConsentKind.IMAGE_CAPTURE));
  }
  if (new Set(images.map((image) => image.uploadId)).size < images.length) {
    return err(badInput('images', 'Each upload is one picture.'));
  }
  const patient = patientOf(deps.newId(), submission.patient);
  if (!patient.ok) return patient;
  const findings = submittedFindings(submission.findings ?? {}, patient.value);
  return findings.ok ? ok({ patient: patient.value, findings: findings.value }) : findings;
}
