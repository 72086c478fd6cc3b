import { type CaseVault, contextFor, once, SealedField } from '../cases';
import {
  type ConversationDeps,
  packFor,
  patientOf,
  type PicturePort,
  promiseAssessment,
  rulesAt,
} from '../conversation';
import {
  attachImage,
  badInput,
  type CaseChange,
  type CaseError,
  type CommandContext,
  ConsentKind,
  consentRequired,
  type Decision,
  type DialogueRules,
  err,
  extractFindings,
  type FindingsUpdate,
  mergeFindings,
  NO_FINDINGS,
  ok,
  openSubmission,
  type Patient,
  raiseUrgency,
  requestAssessment,
  type Result,
  type ShotType,
  SpeakerRelation,
  type TriageCase,
  type Viewer,
} from '../domain';
import { Action, authorise } from '../identity';
import { assessCase } from './assess-case';
import { type RequestDeps } from './request-assessment';
import { type SubmittedFindings, submittedFindings } from './submitted-findings';
import { claimUploads, keepSubmitted, openPictures, type SubmittedPicture } from './submitted-pictures';

interface Submission {
  readonly facilityId: string;
  readonly language: string;
  readonly patient: Partial<Omit<Patient, 'id'>>;
  readonly narrative: string;
  readonly speaker?: SpeakerRelation | null;
  readonly callbackReference?: string | null;
  readonly findings?: SubmittedFindings | null;
  readonly images?: readonly { readonly uploadId: string; readonly shotType: ShotType }[] | null;
  readonly consents: readonly ConsentKind[];
  readonly idempotencyKey: string;
}

export type SubmitDeps = RequestDeps & ConversationDeps & { readonly pictures: PicturePort };

/**
 * A partner's whole case in one call, assessed before it returns. Errors: NOT_FOUND (facility), FORBIDDEN,
 * BAD_USER_INPUT, CONSENT_REQUIRED (CARE; IMAGE_CAPTURE where pictures come with it), CONFLICT (reused key).
 */
export async function submitCase(
  deps: SubmitDeps,
  viewer: Viewer,
  { idempotencyKey, ...given }: Submission,
): Promise<Result<TriageCase, CaseError>> {
  const images = (given.images ?? []).map((image) => ({ ...image, uploadId: image.uploadId.toLowerCase() }));
  const submission = { ...given, images };
  const accepted = accept(deps, viewer, submission);
  if (!accepted.ok) return accepted;
  const context = contextFor(deps, viewer);
  const call = { principalId: viewer.id, operation: 'submitCase', key: idempotencyKey, input: submission };
  // Everything slow, and everything that wants a connection of its own, is done before the transaction.
  const opened = await openPictures(deps.pictures, viewer, images);
  const rulesIn = await rulesAt(deps, submission.facilityId);
  const made = await deps.cases.transact((unit) =>
    once(unit.tx, call, context.now, async () => {
      if (!opened.ok) return opened;
      const claimed = await claimUploads(deps.pictures, unit.tx, opened.value, context.now);
      if (!claimed.ok) return claimed;
      const caseId = deps.newId();
      const number = await unit.nextNumber(context.now);
      await unit.open(caseId, (vault) =>
        open(deps, { id: caseId, number, ...accepted.value }, submission, vault, context),
      );
      const rules = rulesIn(submission.language);
      const ready = await unit.change(caseId, (triageCase, vault) =>
        prepareForAssessment(deps.pictures, opened.value, rules, { triageCase, vault, context }),
      );
      if (!ready.ok) return err(ready.error);
      await promiseAssessment(deps, unit.tx, caseId);
      return ok({ caseId });
    }),
  );
  if (!made.ok) return made;
  for (const { uploadId } of images) await deps.pictures.discardUpload(uploadId);
  return assessCase(deps, made.value['caseId'] ?? '');
}

interface Accepted {
  readonly patient: Patient;
  readonly findings: FindingsUpdate;
}

/** Everything that can be refused without touching a store. */
function accept(
  deps: SubmitDeps,
  viewer: Viewer,
  submission: Omit<Submission, 'idempotencyKey'>,
): Result<Accepted, CaseError> {
  const allowed = authorise(viewer, Action.SUBMIT_CASE, submission.facilityId, 'facility');
  if (!allowed.ok) return allowed;
  const images = submission.images ?? [];
  if (!submission.consents.includes(ConsentKind.CARE)) return err(consentRequired(ConsentKind.CARE));
  if (images.length > 0 && !submission.consents.includes(ConsentKind.IMAGE_CAPTURE)) {
    return err(consentRequired(ConsentKind.IMAGE_CAPTURE));
  }
  if (new Set(images.map((image) => image.uploadId)).size < images.length) {
    return err(badInput('images', 'Each upload is one picture.'));
  }
  const patient = patientOf(deps.newId(), submission.patient);
  if (!patient.ok) return patient;
  const findings = submittedFindings(submission.findings ?? {});
  return findings.ok ? ok({ patient: patient.value, findings: findings.value }) : findings;
}

/** The case as it comes in: what the record says wins over what is read out of the patient's own words. */
function open(
  deps: SubmitDeps,
  given: Accepted & { readonly id: string; readonly number: string },
  submission: Omit<Submission, 'idempotencyKey'>,
  vault: CaseVault,
  context: CommandContext,
): CaseChange {
  const { findings: recorded, ...identity } = given;
  const { facilityId, language, consents } = submission;
  const text = deps.redact(submission.narrative, language);
  const heard = extractFindings(text, packFor(deps, language).lexicon);
  const callback = submission.callbackReference ?? null;
  return openSubmission(
    {
      ...identity,
      facilityId,
      language,
      speaker: submission.speaker ?? SpeakerRelation.SELF,
      callbackReference: callback === null ? null : vault.seal(callback, SealedField.CALLBACK_REFERENCE),
    },
    {
      consents: [...new Set(consents)],
      findings: { ...mergeFindings(mergeFindings(NO_FINDINGS, heard), recorded), chiefComplaint: text },
      narrative: { text, original: vault.seal(submission.narrative, SealedField.UTTERANCE) },
    },
    context,
  );
}

/** Pictures, red flags and the request for assessment: one decision, in that order. */
async function prepareForAssessment(
  pictures: PicturePort,
  submitted: readonly SubmittedPicture[],
  rules: Pick<DialogueRules, 'judge' | 'times'>,
  { triageCase, vault, context }: { triageCase: TriageCase; vault: CaseVault; context: CommandContext },
): Promise<Decision> {
  let change: CaseChange = { triageCase, events: [] };
  for (const picture of submitted) {
    const image = await keepSubmitted(pictures, picture, { caseId: triageCase.id, vault, context });
    const attached = attachImage(change.triageCase, image, context);
    if (!attached.ok) return attached;
    change = { triageCase: attached.value.triageCase, events: [...change.events, ...attached.value.events] };
  }
  const judged = raiseUrgency(change.triageCase, rules.judge(triageCase.findings), rules.times, context);
  const requested = requestAssessment(judged.triageCase, context);
  if (!requested.ok) return requested;
  const events = [...change.events, ...judged.events, ...requested.value.events];
  return ok({ triageCase: requested.value.triageCase, events });
}
