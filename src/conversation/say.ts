import { changeOnce, SealedField } from '../cases';
import {
  badInput,
  type CaseError,
  type CommandContext,
  type Decision,
  err,
  hear,
  isFull,
  needsPrivateHelp,
  ok,
  type Result,
  setLanguage,
  Speaker,
  type TriageCase,
  type Utterance,
  type Viewer,
} from '../domain';
import { beginCall, type ConversationDeps, packFor, rulesAt, SESSION_OVER } from './conversation-deps';
import { type EndDeps, endConversationOf } from './end-session';

export interface SayDeps extends EndDeps {
  /** The language of a text, and whether one can rely on it; null where its letters tell nothing. */
  readonly identifyLanguage: (
    text: string,
  ) => { readonly language: string; readonly confident: boolean } | null;
}

interface SayRequest {
  readonly text?: string | null;
  readonly choice?: string | null;
  readonly idempotencyKey: string;
}

interface Said {
  readonly heard: Utterance;
  readonly triageCase: TriageCase;
}

/** Stands for what somebody said who needs help in private: no screen and no voice repeats it where others may listen. */
const PRIVATE = '[private]';

/**
 * One utterance of the patient, typed or pressed: stored without personal data, understood, judged by the red flags,
 * and answered with the next prompt, in one transaction. The last that a transcript has room for ends the conversation,
 * and a person goes on from there. Errors: FORBIDDEN, UNAUTHENTICATED (session over),
 * BAD_USER_INPUT (`text`, `choice`), CONFLICT (conversation over, reused key).
 */
export async function say(
  deps: SayDeps,
  viewer: Viewer,
  { idempotencyKey, ...input }: SayRequest,
): Promise<Result<Said, CaseError>> {
  const text = input.text?.trim() ?? null;
  const pressed = input.choice ?? null;
  if ((text === null) === (pressed === null) || text === '') {
    return err(badInput('text', 'Send exactly one of text and choice, and not an empty one.'));
  }
  const begun = await beginCall(deps, viewer);
  if (!begun.ok) return begun;
  const { caseId, facilityId, sessionId, isAlive, context } = begun.value;
  const rulesIn = await rulesAt(deps, facilityId);
  const identified = text === null ? null : deps.identifyLanguage(text);
  const call = { principalId: sessionId, operation: 'say', key: idempotencyKey, input };
  const made = await changeOnce(
    deps,
    call,
    caseId,
    (before, vault) => {
      if (!isAlive) return err(SESSION_OVER);
      const speaking = inLanguageOf(before, identified, context);
      if (!speaking.ok) return speaking;
      const { triageCase, events } = speaking.value;
      const words = text ?? labelOf(deps, triageCase, pressed ?? '');
      const utterance = {
        text: deps.redact(words, triageCase.language),
        original: text === null ? null : vault.seal(text, SealedField.UTTERANCE),
        confidence: null,
        pressed,
      };
      const decision = hear(triageCase, utterance, rulesIn(triageCase.language), context);
      return decision.ok
        ? ok({ ...decision.value, events: [...events, ...decision.value.events] })
        : decision;
    },
    (change) => ({ utteranceId: lastHeard(change.triageCase).id }),
  );
  if (!made.ok) return made;
  const answered = await said(deps, caseId, made.value['utteranceId'] ?? '');
  if (!answered.ok || !isFull(answered.value.triageCase)) return answered;
  const ended = await endConversationOf(deps, begun.value, context);
  return ended.ok ? said(deps, caseId, made.value['utteranceId'] ?? '') : ended;
}

/** The patient's first words tell their language, unless the caller already did. */
function inLanguageOf(
  triageCase: TriageCase,
  identified: { readonly language: string; readonly confident: boolean } | null,
  context: CommandContext,
): Decision {
  const isKnown = triageCase.dialogue?.languageDetected ?? true;
  if (isKnown || identified === null || !identified.confident) return ok({ triageCase, events: [] });
  return setLanguage(triageCase, identified.language, context);
}

function labelOf(deps: ConversationDeps, triageCase: TriageCase, choice: string): string {
  const labels: Readonly<Record<string, string>> = packFor(deps, triageCase.language).choices;
  return Object.hasOwn(labels, choice) ? (labels[choice] ?? '') : '';
}

function lastHeard(triageCase: TriageCase): Utterance {
  const utterance = triageCase.utterances.findLast((candidate) => candidate.speaker === Speaker.PATIENT);
  if (utterance === undefined) throw new Error('What was just heard is not in the transcript.');
  return utterance;
}

async function said(
  deps: ConversationDeps,
  caseId: string,
  utteranceId: string,
): Promise<Result<Said, CaseError>> {
  const found = await deps.cases.find(caseId);
  const heard = found?.triageCase.utterances.find((utterance) => utterance.id === utteranceId);
  if (found === null || heard === undefined) return err(SESSION_OVER);
  const { triageCase } = found;
  return ok({
    heard: needsPrivateHelp(triageCase.findings) ? { ...heard, text: PRIVATE } : heard,
    triageCase,
  });
}
