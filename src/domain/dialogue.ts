import { type CommandContext } from './case-change';
import { type AcknowledgementTimes, type UrgencyClaim } from './escalations';
import { type Findings } from './findings';
import { type SpokenLanguage } from './hear-answer';
import { nextPrompt } from './interview';
import { PromptCode } from './prompts';
import {
  CaseStatus,
  consentTo,
  type Dialogue,
  MAX_UTTERANCES,
  type TriageCase,
  usableImages,
  type Utterance,
} from './triage-case';
import { ConsentKind, Speaker } from './vocabulary';

/** What the conversation brings along: the patient's language and the facility's rules. */
export interface DialogueRules {
  readonly judge: (findings: Findings) => UrgencyClaim;
  readonly times: AcknowledgementTimes;
  readonly language: SpokenLanguage;
  /** The words of a prompt in the patient's language. */
  readonly wordsOf: (code: PromptCode) => string;
  readonly consentWording: string;
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
  return open && triageCase.dialogue?.endedAt === null && !isFull(triageCase);
}

/** Whether the transcript has no room for another answer, the prompt that follows it, and taking leave. */
export function isFull({ utterances }: Pick<TriageCase, 'utterances'>): boolean {
  return utterances.length + 3 > MAX_UTTERANCES;
}

/** What to say next about pictures and consents that came by another way than an utterance. */
export function promptAfterChange(triageCase: TriageCase): PromptCode {
  return nextPrompt({ ...interviewState(triageCase), justAnswered: null }).code;
}

/** The case with one more line in its transcript; `promptCode` for the agent's. */
export function withUtterance(
  triageCase: TriageCase,
  speaker: Speaker,
  said: Pick<Utterance, 'text' | 'original' | 'confidence'>,
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

/** What the interview decides by; the caller adds what was just answered. */
export function interviewState(triageCase: TriageCase) {
  return {
    careConsent: consentTo(triageCase, ConsentKind.CARE)?.granted ?? null,
    imageConsent: consentTo(triageCase, ConsentKind.IMAGE_CAPTURE)?.granted ?? null,
    usableImages: usableImages(triageCase).length,
    askedPrompts: triageCase.dialogue?.askedPrompts ?? [],
    answeredTopics: triageCase.dialogue?.answeredTopics ?? [],
    findings: triageCase.findings,
  };
}
