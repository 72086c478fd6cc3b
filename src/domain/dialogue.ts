import { type CaseChange, CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { badInput, conflict } from './case-error';
import { type ChoiceCode } from './choices';
import { recordConsent } from './consents';
import { type AcknowledgementTimes, raiseUrgency, type UrgencyClaim } from './escalations';
import { type Findings, type FindingsUpdate, mergeFindings } from './findings';
import { answeredTopics, applyChoice, nextPrompt } from './interview';
import { findPrompt, PromptCode, type Prompt } from './prompts';
import { ok } from './result';
import {
  CaseStatus,
  consentTo,
  type Dialogue,
  MAX_UTTERANCES,
  type TriageCase,
  usableImages,
  type Utterance,
} from './triage-case';
import { Urgency } from './urgency';
import { ConsentKind, Speaker } from './vocabulary';

/** One utterance, as the conversation understood it. */
export interface Heard {
  readonly text: string;
  readonly original: Uint8Array | null;
  readonly confidence: number | null;
  /** The answer that was pressed, or a yes, a no or a "not sure" that was said in words. */
  readonly choice: ChoiceCode | null;
  /** Whether the choice was pressed: then it must be one that the prompt offers. */
  readonly pressed: boolean;
  /** What the words say about the skin, whatever was asked. */
  readonly findings: FindingsUpdate;
}

/** What the conversation brings along: the patient's language and the facility's rules. */
export interface DialogueRules {
  readonly judge: (findings: Findings) => UrgencyClaim;
  readonly times: AcknowledgementTimes;
  /** The words of a prompt in the patient's language. */
  readonly wordsOf: (code: PromptCode) => string;
  readonly consentWording: string;
}

/**
 * Takes in one utterance: consents, findings, red flags, and then the next question, in that order and in one change.
 * Errors: CONFLICT when the conversation is over; BAD_USER_INPUT (`choice`) for an answer that was not offered.
 */
export function hear(
  triageCase: TriageCase,
  heard: Heard,
  rules: DialogueRules,
  context: CommandContext,
): Decision {
  const { dialogue } = triageCase;
  if (dialogue === null || !isTalking(triageCase))
    return { ok: false, error: conflict('The conversation is over.') };
  const prompt = findPrompt(dialogue.currentPrompt);
  const answered = prompt === null || heard.choice === null ? null : applyChoice(prompt.code, heard.choice);
  if (heard.pressed && answered === null)
    return { ok: false, error: badInput('choice', 'Not an answer to this prompt.') };

  const said = withUtterance(triageCase, Speaker.PATIENT, heard, context);
  const consented =
    prompt === null ? { triageCase: said, events: [] } : withConsent(said, prompt, heard, rules, context);
  const informed = withFindings(consented.triageCase, prompt, heard, answered, context);
  const judged = raiseUrgency(
    informed.triageCase,
    rules.judge(informed.triageCase.findings),
    rules.times,
    context,
  );
  const next = chooseNext(triageCase, judged.triageCase, prompt, heard);
  const asked = ask(judged.triageCase, next, rules, context);
  return ok({ triageCase: asked, events: [...consented.events, ...informed.events, ...judged.events] });
}

/** Says a prompt: it becomes the current one and stands in the transcript. Saying the last one ends the conversation. */
export function ask(
  triageCase: TriageCase,
  code: PromptCode,
  rules: Pick<DialogueRules, 'wordsOf'>,
  context: CommandContext,
): TriageCase {
  const { dialogue } = triageCase;
  if (dialogue === null) return triageCase;
  const isLast = code === PromptCode.GOODBYE_WITHOUT_CONSENT || code === PromptCode.END;
  const spoken = { text: rules.wordsOf(code), original: null, confidence: null };
  const next: Dialogue = {
    ...dialogue,
    currentPrompt: code,
    askedPrompts: [...new Set([...dialogue.askedPrompts, code])],
    endedAt: isLast ? context.now : dialogue.endedAt,
  };
  const status =
    isLast && triageCase.status === CaseStatus.INTAKE ? CaseStatus.AWAITING_REVIEW : triageCase.status;
  return { ...withUtterance(triageCase, Speaker.AGENT, spoken, context, code), dialogue: next, status };
}

/** Whether the conversation can go on: not ended, not closed, and short enough. */
export function isTalking(triageCase: TriageCase): boolean {
  const open = triageCase.status !== CaseStatus.CLOSED && triageCase.status !== CaseStatus.ERASED;
  return open && triageCase.dialogue?.endedAt === null && triageCase.utterances.length + 2 <= MAX_UTTERANCES;
}

/** What to say next about pictures and consents that came by another way than an utterance. */
export function promptAfterChange(triageCase: TriageCase): PromptCode {
  return nextPrompt({ ...stateOf(triageCase), justAnswered: null }).code;
}

function withUtterance(
  triageCase: TriageCase,
  speaker: Speaker,
  said: Pick<Heard, 'text' | 'original' | 'confidence'>,
  context: CommandContext,
  promptCode: PromptCode | null = null,
): TriageCase {
  const utterance: Utterance = {
    id: context.newId(),
    speaker,
    text: said.text,
    original: said.original,
    language: triageCase.language,
    confidence: said.confidence,
    promptCode,
    at: context.now,
  };
  return { ...triageCase, utterances: [...triageCase.utterances, utterance] };
}

/** An answer to a question for consent: an explicit yes is a yes, "no" and "not sure" are a no, the rest is no answer. */
function withConsent(
  triageCase: TriageCase,
  prompt: Prompt,
  heard: Heard,
  rules: DialogueRules,
  context: CommandContext,
): CaseChange {
  if (prompt.consent === null || heard.choice === null) return { triageCase, events: [] };
  const answer = { kind: prompt.consent, granted: heard.choice === 'YES', wording: rules.consentWording };
  const decision = recordConsent(triageCase, answer, context);
  return decision.ok ? decision.value : { triageCase, events: [] };
}

function withFindings(
  triageCase: TriageCase,
  prompt: Prompt | null,
  heard: Heard,
  answered: FindingsUpdate | null,
  context: CommandContext,
): CaseChange {
  const complaint =
    prompt?.code === PromptCode.CHIEF_COMPLAINT && !heard.pressed ? { chiefComplaint: heard.text } : {};
  const findings = [complaint, heard.findings, answered ?? {}].reduce(mergeFindings, triageCase.findings);
  const closed =
    prompt?.topic != null && heard.choice !== null && heard.choice !== 'YES' ? [prompt.topic] : [];
  const topics = new Set([
    ...(triageCase.dialogue?.answeredTopics ?? []),
    ...answeredTopics(findings),
    ...closed,
  ]);
  const dialogue = triageCase.dialogue && { ...triageCase.dialogue, answeredTopics: [...topics] };
  const known = Object.keys(findings.signs).length + Object.keys(findings.numbers).length;
  const event = happened(
    context,
    CaseEventKind.UTTERANCE_HEARD,
    `Utterance heard; ${known} findings known.`,
    {
      prompt: prompt?.code ?? null,
    },
  );
  return { triageCase: { ...triageCase, findings, dialogue }, events: [event] };
}

/** An emergency is told at once, before any further question. A consent that nobody understood is asked again. */
function chooseNext(before: TriageCase, after: TriageCase, prompt: Prompt | null, heard: Heard): PromptCode {
  if (after.urgency === Urgency.EMERGENCY && before.urgency !== Urgency.EMERGENCY)
    return PromptCode.EMERGENCY_NOW;
  if (prompt?.consent != null && heard.choice === null) return prompt.code;
  const justAnswered =
    prompt === null || heard.choice === null ? null : { prompt: prompt.code, choice: heard.choice };
  return nextPrompt({ ...stateOf(after), justAnswered }).code;
}

function stateOf(triageCase: TriageCase) {
  return {
    careConsent: consentTo(triageCase, ConsentKind.CARE)?.granted ?? null,
    imageConsent: consentTo(triageCase, ConsentKind.IMAGE_CAPTURE)?.granted ?? null,
    usableImages: usableImages(triageCase).length,
    askedPrompts: triageCase.dialogue?.askedPrompts ?? [],
    answeredTopics: triageCase.dialogue?.answeredTopics ?? [],
    findings: triageCase.findings,
  };
}
