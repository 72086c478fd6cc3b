import { type AcknowledgementPolicy } from '../case/acknowledgement-policy';
import { type CommandContext } from '../case/case-change';
import { type UrgencyClaim } from '../case/escalations';
import {
  CaseStatus,
  consentTo,
  type Dialogue,
  MAX_UTTERANCES,
  type TriageCase,
  usableImages,
  type Utterance,
} from '../case/triage-case';
import { type Findings } from '../findings/findings';
import { type ChoiceCode } from '../interview/choices';
import { type InterviewState, nextPrompt } from '../interview/interview';
import { findPrompt, PromptCode } from '../interview/prompts';
import { type OpenRule } from '../red-flags/open-rules';
import { ConsentKind, Speaker } from '../vocabulary';
import { type SpokenLanguage } from './hear-answer';
import { speakerOf } from './who-speaks';

/** What the conversation brings along: the patient's language and the facility's rules. */
export interface DialogueRules {
  readonly judge: (findings: Findings) => UrgencyClaim;
  /** The rules that more answers could still make fire. */
  readonly openRules: (findings: Findings) => readonly OpenRule[];
  readonly policy: AcknowledgementPolicy;
  readonly language: SpokenLanguage;
  /** The words of a prompt in the patient's language; some name what is known, such as what was denied. */
  readonly wordsOf: (code: PromptCode, findings: Findings) => string;
  /** The words of an answer that can be pressed; whoever says them has pressed it. */
  readonly labelOf: (code: ChoiceCode) => string;
  readonly consentWording: string;
}

/** What it takes to go on with a conversation after something that nobody said. */
export type DialogueWords = Pick<DialogueRules, 'wordsOf' | 'openRules'>;

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
  const spoken = { text: rules.wordsOf(code, triageCase.findings), original: null, confidence: null };
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
export function promptAfterChange(
  triageCase: TriageCase,
  rules: Pick<DialogueRules, 'openRules'>,
): PromptCode {
  return nextPrompt({ ...interviewState(triageCase, rules), justAnswered: null }).code;
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
export function interviewState(
  triageCase: TriageCase,
  rules: Pick<DialogueRules, 'openRules'>,
): Omit<InterviewState, 'justAnswered'> {
  const { dialogue, findings, urgency, patient } = triageCase;
  return {
    careConsent: consentTo(triageCase, ConsentKind.CARE)?.granted ?? null,
    imageConsent: consentTo(triageCase, ConsentKind.IMAGE_CAPTURE)?.granted ?? null,
    usableImages: usableImages(triageCase).length,
    askedPrompts: dialogue?.askedPrompts ?? [],
    questionsAsked: questionsPut(triageCase),
    answeredTopics: dialogue?.answeredTopics ?? [],
    findings,
    urgency,
    openRules: rules.openRules(findings),
    patient,
    speaker: speakerOf(triageCase),
  };
}

/** Where to go in an emergency is no question of the interview, though it can be answered. */
const DIRECTIONS: ReadonlySet<string> = new Set([PromptCode.EMERGENCY_NOW, PromptCode.REFERRAL_RISK]);

/** How many questions were put to the patient; one that was repeated counts once. */
export function questionsPut({ dialogue }: Pick<TriageCase, 'dialogue'>): number {
  const isQuestion = (code: string): boolean =>
    !DIRECTIONS.has(code) && (findPrompt(code)?.choices.length ?? 0) > 0;
  return (dialogue?.askedPrompts ?? []).filter(isQuestion).length;
}
