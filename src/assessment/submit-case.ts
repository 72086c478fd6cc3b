import { type CaseVault, contextFor, once } from '../cases';
import {
  type ConversationDeps,
  packFor,
  patientOf,
  type PicturePort,
  rulesFor,
  storePicture,
} from '../conversation';
import {
  attachImage,
  badInput,
  type CaseChange,
  type CaseError,
  CaseErrorCode,
  type CaseImage,
  type CommandContext,
  ConsentKind,
  consentRequired,
  type Decision,
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
import { JobName } from '../jobs';
import { assessCase } from './assess-case';
import { RESCUE_AFTER_MS, type RequestDeps } from './request-assessment';
import { type SubmittedFindings, submittedFindings } from './submitted-findings';

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
  { idempotencyKey, ...submission }: Submission,
): Promise<Result<TriageCase, CaseError>> {
  const accepted = accept(deps, viewer, submission);
  if (!accepted.ok) return accepted;
  const context = contextFor(deps, viewer);
  const call = { principalId: viewer.id, operation: 'submitCase', key: idempotencyKey, input: submission };
  const uploadIds = (submission.images ?? []).map((image) => image.uploadId);
  const made = await deps.cases.transact((unit) =>
    once(unit.tx, call, context.now, async () => {
      const caseId = deps.newId();
      const number = await unit.nextNumber(context.now);
      await unit.open(caseId, (vault) =>
        open(deps, { id: caseId, number, ...accepted.value }, submission, vault, context),
      );
      const ready = await unit.change(caseId, (triageCase, vault) =>
        prepareForAssessment(deps, viewer, submission, { triageCase, vault, context }),
      );
      if (!ready.ok) return err(ready.error);
      for (const uploadId of uploadIds) await deps.pictures.markAttached(unit.tx, uploadId, context.now);
      const job = {
        name: JobName.ASSESS_CASE,
        data: { caseId },
        startAfterMs: RESCUE_AFTER_MS,
        singletonKey: caseId,
      };
      await deps.jobs.enqueue(unit.tx, job);
      return ok({ caseId });
    }),
  );
  if (!made.ok) return made;
  for (const uploadId of uploadIds) await deps.pictures.discardUpload(uploadId);
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
      callbackReference: callback === null ? null : vault.seal(callback, 'callback'),
    },
    {
      consents: [...new Set(consents)],
      findings: { ...mergeFindings(mergeFindings(NO_FINDINGS, heard), recorded), chiefComplaint: text },
      narrative: { text, original: vault.seal(submission.narrative, 'utterance') },
    },
    context,
  );
}

/** Pictures, red flags and the request for assessment: one decision, in that order. */
async function prepareForAssessment(
  deps: SubmitDeps,
  viewer: Viewer,
  submission: Omit<Submission, 'idempotencyKey'>,
  { triageCase, vault, context }: { triageCase: TriageCase; vault: CaseVault; context: CommandContext },
): Promise<Decision> {
  let change: CaseChange = { triageCase, events: [] };
  for (const [index, shown] of (submission.images ?? []).entries()) {
    const stored = await storePicture(
      deps.pictures,
      viewer,
      { ...shown, caseId: triageCase.id, vault },
      context,
    );
    if (!stored.ok && stored.error.code !== CaseErrorCode.IMAGE_UNUSABLE) {
      return err(badInput(`images.${index}.uploadId`, 'Not an upload of yours that waits to be attached.'));
    }
    const image = stored.ok ? stored.value : unusableImage(shown, stored.error.reason ?? null, context);
    const attached = attachImage(change.triageCase, image, context);
    if (!attached.ok) return attached;
    change = { triageCase: attached.value.triageCase, events: [...change.events, ...attached.value.events] };
  }
  const rules = await rulesFor(deps, triageCase);
  const judged = raiseUrgency(change.triageCase, rules.judge(triageCase.findings), rules.times, context);
  const requested = requestAssessment(judged.triageCase, context);
  if (!requested.ok) return requested;
  const events = [...change.events, ...judged.events, ...requested.value.events];
  return ok({ triageCase: requested.value.triageCase, events });
}

/** A picture that is no use is a limitation of the assessment, never a reason to refuse the case. */
function unusableImage(
  { uploadId, shotType }: { readonly uploadId: string; readonly shotType: ShotType },
  reason: string | null,
  context: CommandContext,
): CaseImage {
  const quality = { usable: false, sharpness: 0, brightness: 0, reason };
  const nothing = { mediaKey: null, sha256: '', widthPx: 0, heightPx: 0, quality };
  return { id: context.newId(), uploadId, shotType, ...nothing, at: context.now };
}
