import { contextFor, SealedField } from '../cases';
import {
  badInput,
  type CaseError,
  err,
  ok,
  openConversation,
  type Patient,
  type Result,
  type SpeakerRelation,
  type TriageCase,
  type Viewer,
} from '../domain';
import { Action, authorise } from '../identity';
import { JobName } from '../jobs';
import { type ConversationDeps, packFor } from './conversation-deps';

export interface StartDeps extends ConversationDeps {
  /** The same token for the same session and instant. */
  readonly issueToken: (session: {
    sessionId: string;
    caseId: string;
    facilityId: string;
    issuedAt: Date;
  }) => Promise<string>;
  readonly idleAfterMs: number;
}

interface StartRequest {
  readonly facilityId: string;
  readonly language?: string | null;
  readonly patient?: Partial<Omit<Patient, 'id'>> | null;
  readonly speaker: SpeakerRelation;
  readonly callbackReference?: string | null;
  readonly idempotencyKey: string;
}

export interface StartedSession {
  readonly token: string;
  readonly triageCase: TriageCase;
  readonly expiresAt: Date;
}

/**
 * Opens a case and a conversation about it; the first prompt asks for consent to care.
 * Errors: NOT_FOUND (facility), FORBIDDEN, BAD_USER_INPUT (patient), CONFLICT (reused key).
 */
export async function startSession(
  deps: StartDeps,
  viewer: Viewer,
  { idempotencyKey, ...input }: StartRequest,
): Promise<Result<StartedSession, CaseError>> {
  const allowed = authorise(viewer, Action.START_SESSION, input.facilityId, 'facility');
  if (!allowed.ok) return allowed;
  const patient = patientOf(deps.newId(), input.patient ?? {});
  if (!patient.ok) return patient;
  const facility = await deps.facilityOf(input.facilityId);
  const language = input.language ?? facility?.defaultLanguage ?? deps.packs.fallback.tag;
  const context = contextFor(deps, viewer);
  const call = { principalId: viewer.id, operation: 'startSession', key: idempotencyKey, input };

  const made = await deps.cases.transact((unit) =>
    unit.once(call, async () => {
      const [caseId, sessionId] = [deps.newId(), deps.newId()];
      const number = await unit.nextNumber(context.now);
      const words = packFor(deps, language);
      await unit.open(caseId, (vault) => {
        const callback = input.callbackReference ?? null;
        const opening = {
          id: caseId,
          number,
          facilityId: input.facilityId,
          language,
          speaker: input.speaker,
          patient: patient.value,
          callbackReference: callback === null ? null : vault.seal(callback, SealedField.CALLBACK_REFERENCE),
        };
        const session = { id: sessionId, languageKnown: input.language != null };
        return openConversation(opening, session, { wordsOf: (code) => words.prompts[code] }, context);
      });
      await deps.jobs.enqueue(unit.tx, {
        name: JobName.CLOSE_IDLE_SESSION,
        data: { caseId },
        startAfterMs: deps.idleAfterMs,
        singletonKey: caseId,
      });
      return ok({ caseId });
    }),
  );
  return made.ok ? ok(await openedSession(deps, made.value['caseId'] ?? '')) : made;
}

/** The session of a case with the token that was first given for it. */
async function openedSession(deps: StartDeps, caseId: string): Promise<StartedSession> {
  const found = await deps.cases.find(caseId);
  if (found?.triageCase.dialogue == null) throw new Error('A session that was just opened has no dialogue.');
  const { triageCase } = found;
  const { sessionId } = found.triageCase.dialogue;
  const { facilityId, openedAt } = triageCase;
  const token = await deps.issueToken({ sessionId, caseId, facilityId, issuedAt: openedAt });
  return { token, triageCase, expiresAt: await deps.sessions.begin(sessionId) };
}

/** A patient as the facility describes them. Errors: BAD_USER_INPUT when age in days and in years disagree. */
export function patientOf(id: string, given: Partial<Omit<Patient, 'id'>>): Result<Patient, CaseError> {
  const { externalId, ageYears, ageDays, sexAtBirth, fitzpatrickSkinType } = given;
  if (ageYears != null && ageDays != null && Math.floor(ageDays / 365) !== ageYears) {
    return err(badInput('patient.ageDays', 'The age in days and the age in years disagree.'));
  }
  return ok({
    id,
    externalId: externalId ?? null,
    ageYears: ageYears ?? (ageDays == null ? null : Math.floor(ageDays / 365)),
    ageDays: ageDays ?? null,
    sexAtBirth: sexAtBirth ?? null,
    fitzpatrickSkinType: fitzpatrickSkinType ?? null,
  });
}
