import { isIntimateOfMinor } from '../case/images';
import { type Patient } from '../case/triage-case';
import { completedYears } from '../findings/ages';
import { type Findings } from '../findings/findings';
import { needsPrivateHelp } from '../findings/private-matters';
import { type OpenRule } from '../red-flags/open-rules';
import { isAtLeast, Urgency } from '../urgency';
import { type InterviewTopic, SpeakerRelation } from '../vocabulary';
import { type ChoiceCode } from './choices';
import { mostTelling } from './next-question';
import { findPrompt, promptOf, PromptCode, type Prompt } from './prompts';
import { deniedDangers } from './read-back';
import { isRelevant } from './relevance';
import { isAboutSkin, isEmergencyBeyondSkin } from './scope';
import { isAnswered } from './topics';

/** Consents, "which one?" and the read-back are among them; photographs and where to go in an emergency are not. */
export const MAX_QUESTIONS = 12;

/** What the patient answered to a question for consent; null: not asked yet, or no clear answer. */
export type ConsentAnswer = boolean | null;

export interface InterviewState {
  readonly careConsent: ConsentAnswer;
  readonly imageConsent: ConsentAnswer;
  readonly usableImages: number;
  readonly askedPrompts: readonly string[];
  /** How many of them were questions. */
  readonly questionsAsked: number;
  readonly answeredTopics: readonly InterviewTopic[];
  /** With the patient's age among the numbers where the facility knows it. */
  readonly findings: Findings;
  readonly urgency: Urgency | null;
  readonly openRules: readonly OpenRule[];
  readonly patient: Pick<Patient, 'sexAtBirth'>;
  /** Who speaks; null while nobody said so. */
  readonly speaker: SpeakerRelation | null;
  /** The answer that was just given, so that a yes to a bundle is followed by "which?". */
  readonly justAnswered: { readonly prompt: string; readonly choice: ChoiceCode } | null;
}

/** In this order where no answer would change the urgency more than another. */
export const INTERVIEW_QUESTIONS: readonly Prompt[] = [
  PromptCode.DANGER_BREATHING,
  PromptCode.DANGER_WHOLE_BODY,
  PromptCode.DANGER_SKIN,
  PromptCode.AGE,
  PromptCode.AGE_OF_BABY,
  PromptCode.DANGER_BABY,
  PromptCode.DANGER_CHILD,
  PromptCode.EXPOSURE,
  PromptCode.DANGER_MOUTH_EYES,
  PromptCode.BODY_SITE,
  PromptCode.LESION,
  PromptCode.PAINT,
  PromptCode.TATTOO,
  PromptCode.DURATION,
  PromptCode.PROGRESSION,
  PromptCode.SYMPTOMS,
  PromptCode.HISTORY,
].map(promptOf);

/** What a clinician cannot do without: its place among the twelve is kept. */
const KEPT: ReadonlySet<PromptCode> = new Set([
  PromptCode.AGE,
  PromptCode.AGE_OF_BABY,
  PromptCode.BODY_SITE,
  PromptCode.LESION,
  PromptCode.PAINT,
  PromptCode.DURATION,
]);

/**
 * The next thing to say: help that cannot wait, consent to care, what the last answer calls for, what it is about and
 * whom, then the question that would most change the urgency, the read-back, and the picture. Never asks twice, nor what
 * is answered already; at most MAX_QUESTIONS questions. Danger signs nobody answered stay unknown, which is never a pass.
 */
export function nextPrompt(state: InterviewState): Prompt {
  const asked = new Set(state.askedPrompts);
  const code =
    helpNow(state, asked) ??
    consentToCare(state, asked) ??
    followUp(state, asked) ??
    opening(state, asked) ??
    question(state, asked) ??
    closing(state, asked);
  return promptOf(code);
}

/** What holds up everything else, and what is said once it was said: no question and no picture follow it. */
export function helpNow(state: InterviewState, asked: ReadonlySet<string>): PromptCode | null {
  const once = (code: PromptCode): PromptCode => (asked.has(code) ? PromptCode.PLEASE_WAIT : code);
  if (needsPrivateHelp(state.findings)) return once(PromptCode.PRIVATE_HELP);
  if (isEmergencyBeyondSkin(state.findings)) return once(PromptCode.EMERGENCY_NOT_SKIN);
  if (state.urgency !== Urgency.EMERGENCY) return null;
  if (!asked.has(PromptCode.EMERGENCY_NOW)) return PromptCode.EMERGENCY_NOW;
  if (state.justAnswered?.choice !== 'NO') return PromptCode.PLEASE_WAIT;
  if (state.justAnswered.prompt === PromptCode.EMERGENCY_NOW) return once(PromptCode.REFERRAL_RISK);
  if (state.justAnswered.prompt === PromptCode.REFERRAL_RISK) return once(PromptCode.REFERRAL_DECLINED);
  return PromptCode.PLEASE_WAIT;
}

/** A first no is asked about once more, with what it may cost. */
function consentToCare(state: InterviewState, asked: ReadonlySet<string>): PromptCode | null {
  if (state.careConsent === true) return null;
  if (state.careConsent === false) return PromptCode.GOODBYE_WITHOUT_CONSENT;
  const refused = state.justAnswered?.prompt === PromptCode.GREETING && state.justAnswered.choice === 'NO';
  return refused || asked.has(PromptCode.CARE_RISK) ? PromptCode.CARE_RISK : PromptCode.GREETING;
}

function followUp(state: InterviewState, asked: ReadonlySet<string>): PromptCode | null {
  const isSkin = isAboutSkin(state.findings);
  if (asked.has(PromptCode.OUT_OF_SCOPE) && !isSkin) return PromptCode.PLEASE_WAIT;
  if (state.justAnswered === null) return null;
  const { prompt, choice } = state.justAnswered;
  if (prompt === PromptCode.NOT_SKIN && choice === 'NO' && !isSkin) return PromptCode.OUT_OF_SCOPE;
  const next = followUpOf(prompt, choice);
  return next !== null && !asked.has(next) && hasQuestionsLeft(state) ? next : null;
}

/** The question "which of them?" that an answer calls for; null for answers that call for none. */
export function followUpOf(promptCode: string, choice: ChoiceCode): PromptCode | null {
  if (promptCode === PromptCode.READ_BACK) return choice === 'NO' ? PromptCode.READ_BACK_WHICH : null;
  return choice === 'YES' ? (findPrompt(promptCode)?.followUp ?? null) : null;
}

/** Whom it is about, and what: everything that is heard afterwards depends on it. */
function opening(state: InterviewState, asked: ReadonlySet<string>): PromptCode | null {
  if (!hasQuestionsLeft(state)) return null;
  if (!asked.has(PromptCode.CHIEF_COMPLAINT) && state.findings.chiefComplaint === null)
    return PromptCode.CHIEF_COMPLAINT;
  const isOpen = (code: PromptCode): boolean => !asked.has(code) && isRelevant({ code }, state);
  if (isOpen(PromptCode.WHO)) return PromptCode.WHO;
  if (isOpen(PromptCode.NOT_SKIN) && !isAtLeast(state.urgency, Urgency.SOON)) return PromptCode.NOT_SKIN;
  if (state.speaker === SpeakerRelation.PARENT && isOpen(PromptCode.AGE)) return PromptCode.AGE;
  return isOpen(PromptCode.AGE_OF_BABY) ? PromptCode.AGE_OF_BABY : null;
}

/** The most telling question, as long as there are places that are kept for no other one. */
function question(state: InterviewState, asked: ReadonlySet<string>): PromptCode | null {
  const open = INTERVIEW_QUESTIONS.filter(
    (prompt) => !asked.has(prompt.code) && isWorthAsking(prompt, state),
  );
  const left = MAX_QUESTIONS - state.questionsAsked - placesAtTheEnd(state, asked, open);
  if (left <= 0) return null;
  const kept = open.filter((prompt) => isKept(prompt, state));
  const candidates = left > kept.length ? open : kept;
  return (mostTelling(candidates, state.openRules, state.urgency) ?? candidates[0])?.code ?? null;
}

/** An infant's danger signs need the place of the duration. */
function isKept(prompt: Prompt, { findings }: InterviewState): boolean {
  return KEPT.has(prompt.code) && !(prompt.code === PromptCode.DURATION && completedYears(findings) === 0);
}

function isWorthAsking(prompt: Prompt, state: InterviewState): boolean {
  if (!isRelevant(prompt, state) || isAnswered(prompt, state.findings)) return false;
  const isAsSign = prompt.topic === null || prompt.followUp !== null;
  return isAsSign || !state.answeredTopics.includes(prompt.topic);
}

/** The read-back and the question for a picture come last. */
function placesAtTheEnd(state: InterviewState, asked: ReadonlySet<string>, open: readonly Prompt[]): number {
  const mayDeny = open.some((prompt) => prompt.followUp !== null) || deniedDangers(state.findings).length > 0;
  return (
    Number(mayDeny && !asked.has(PromptCode.READ_BACK)) +
    Number(state.imageConsent === null && !asked.has(PromptCode.IMAGE_CONSENT) && mayShow(state))
  );
}

function closing(state: InterviewState, asked: ReadonlySet<string>): PromptCode {
  const isOpen = (code: PromptCode): boolean => !asked.has(code) && hasQuestionsLeft(state);
  if (isOpen(PromptCode.READ_BACK) && deniedDangers(state.findings).length > 0) return PromptCode.READ_BACK;
  if (!mayShow(state))
    return asked.has(PromptCode.NO_PICTURE) ? PromptCode.PLEASE_WAIT : PromptCode.NO_PICTURE;
  if (state.imageConsent === null && isOpen(PromptCode.IMAGE_CONSENT)) return PromptCode.IMAGE_CONSENT;
  if (state.imageConsent === true && state.usableImages === 0) return PromptCode.PHOTO;
  return PromptCode.PLEASE_WAIT;
}

function mayShow({ findings, patient }: InterviewState): boolean {
  return !isIntimateOfMinor(findings, patient);
}

function hasQuestionsLeft({ questionsAsked }: Pick<InterviewState, 'questionsAsked'>): boolean {
  return questionsAsked < MAX_QUESTIONS;
}
