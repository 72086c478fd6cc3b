import { type CaseVault, contextFor, SealedField } from '../cases';
import { type ConversationDeps, type PicturePort, promiseAssessment, rulesAt } from '../conversation';
import {
  attachImage,
  type CaseChange,
  type CaseError,
  type CommandContext,
  type Decision,
  type DialogueRules,
  err,
  extractFindings,
  mergeFindings,
  NO_FINDINGS,
  ok,
  openSubmission,
  PromptCode,
  raiseUrgency,
  requestAssessment,
  type Result,
  speakerOf,
  SpeakerRelation,
  type TriageCase,
  type Viewer,
  withoutAbsences,
} from '../domain';
import { type Accepted, acceptSubmission, type Submission } from './accept-submission';
import { assessCase } from './assess-case';
import { type RequestDeps } from './request-assessment';
import { claimUploads, keepSubmitted, openPictures, type SubmittedPicture } from './submitted-pictures';

export type SubmitDeps = RequestDeps & ConversationDeps & { readonly pictures: PicturePort };

/**
 * A partner's whole case in one call, assessed before it returns. Errors: NOT_FOUND (facility), FORBIDDEN,
 * BAD_USER_INPUT, CONSENT_REQUIRED (CARE; IMAGE_CAPTURE where pictures come with it), CONFLICT (reused key).
 */
export async function submitCase(
  deps: SubmitDeps,
  viewer: Viewer,
  { idempotencyKey, ...given }: Submission & { readonly idempotencyKey: string },
): Promise<Result<TriageCase, CaseError>> {
  const images = (given.images ?? []).map((image) => ({ ...image, uploadId: image.uploadId.toLowerCase() }));
  const submission = { ...given, images };
  const accepted = acceptSubmission(deps, viewer, submission);
  if (!accepted.ok) return accepted;
  const context = contextFor(deps, viewer);
  const call = { principalId: viewer.id, operation: 'submitCase', key: idempotencyKey, input: submission };
  // Everything slow, and everything that wants a connection of its own, is done before the transaction.
  const opened = await openPictures(deps.pictures, viewer, images);
  // The suspicion score looks at the picture too. Where one comes along, it waits for the assessment, which is promised with
  // the case: of the answers alone it would say more often SOON, and what was raised is never lowered.
  const ruleSet = images.length === 0 ? deps.ruleSet : { ...deps.ruleSet, suspicion: null };
  const rulesIn = await rulesAt({ ...deps, ruleSet }, submission.facilityId);
  const made = await deps.cases.transact((unit) =>
    unit.once(call, async () => {
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

/** The case as it comes in: what the record says wins over what is read out of the patient's own words. */
function open(
  deps: SubmitDeps,
  given: Accepted & { readonly id: string; readonly number: string },
  submission: Submission,
  vault: CaseVault,
  context: CommandContext,
): CaseChange {
  const { findings: recorded, ...identity } = given;
  const { facilityId, language, consents } = submission;
  const text = deps.redact(submission.narrative, language);
  const speaker = submission.speaker ?? SpeakerRelation.SELF;
  const toldBy = speakerOf({ speaker, dialogue: null });
  const hearing = { prompt: PromptCode.CHIEF_COMPLAINT, speaker: toldBy, today: context.now };
  const pack = deps.packs.find(language);
  const told = extractFindings(text, (pack ?? deps.packs.fallback).compiled, hearing);
  const heard = pack === undefined ? withoutAbsences(told) : told;
  const callback = submission.callbackReference ?? null;
  return openSubmission(
    {
      ...identity,
      facilityId,
      language,
      speaker,
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
  rules: Pick<DialogueRules, 'judge' | 'policy'>,
  { triageCase, vault, context }: { triageCase: TriageCase; vault: CaseVault; context: CommandContext },
): Promise<Decision> {
  let change: CaseChange = { triageCase, events: [] };
  for (const picture of submitted) {
    const image = await keepSubmitted(pictures, picture, { triageCase, vault, context });
    const attached = attachImage(change.triageCase, image, context);
    if (!attached.ok) return attached;
    change = { triageCase: attached.value.triageCase, events: [...change.events, ...attached.value.events] };
  }
  const judged = raiseUrgency(change.triageCase, rules.judge(triageCase.findings), rules.policy, context);
  const requested = requestAssessment(judged.triageCase, context);
  if (!requested.ok) return requested;
  const events = [...change.events, ...judged.events, ...requested.value.events];
  return ok({ triageCase: requested.value.triageCase, events });
}
