import { iconOf, isChoiceCode, meaningOfChoice, type ChoiceCode } from './choices';
import { Truth, truthOf, type Findings, type FindingsUpdate, type SignFinding } from './findings';
import { findPrompt, promptOf, PromptCode, PROMPTS, type Prompt } from './prompts';
import { InterviewTopic } from './vocabulary';

/** Both consents are among them; photographs are not questions. */
export const MAX_QUESTIONS = 12;
const CHILD_BELOW_YEARS = 6;

/** What the patient answered to a question for consent; null: not asked yet, or no clear answer. */
export type ConsentAnswer = boolean | null;

export interface InterviewState {
  readonly careConsent: ConsentAnswer;
  readonly imageConsent: ConsentAnswer;
  readonly usableImages: number;
  readonly askedPrompts: readonly string[];
  readonly answeredTopics: readonly InterviewTopic[];
  /** With the patient's age among the numbers where the facility knows it. */
  readonly findings: Findings;
  /** The answer that was just given, so that a yes to a bundle is followed by "which?". */
  readonly justAnswered: { readonly prompt: string; readonly choice: ChoiceCode } | null;
}

/** Safety first: if the questions run out, what is left over is what changes urgency least. */
const INTERVIEW_ORDER: readonly PromptCode[] = [
  PromptCode.CHIEF_COMPLAINT,
  PromptCode.DANGER_BREATHING,
  PromptCode.DANGER_WHOLE_BODY,
  PromptCode.DANGER_SKIN,
  PromptCode.AGE,
  PromptCode.DANGER_BABY,
  PromptCode.DANGER_CHILD,
  PromptCode.BODY_SITE,
  PromptCode.DURATION,
  PromptCode.PROGRESSION,
  PromptCode.SYMPTOMS,
  PromptCode.EXPOSURE,
  PromptCode.HISTORY,
];

/**
 * The next thing to say: consent to care, what is the matter, danger signs, the rest of the interview, consent to
 * pictures, picture. Never asks twice, nor what is answered already; at most MAX_QUESTIONS questions.
 */
export function nextPrompt(state: InterviewState): Prompt {
  if (state.careConsent === null) return promptOf(PromptCode.GREETING);
  if (!state.careConsent) return promptOf(PromptCode.GOODBYE_WITHOUT_CONSENT);
  const asked = new Set(state.askedPrompts);
  const followUp = followUpOf(state);
  if (followUp !== null && !asked.has(followUp) && hasQuestionsLeft(state)) return promptOf(followUp);
  const open = INTERVIEW_ORDER.find((code) => !asked.has(code) && isWorthAsking(promptOf(code), state));
  if (open !== undefined && hasQuestionsLeft(state)) return promptOf(open);
  return afterInterview(state, asked);
}

/** Topics that nobody has answered yet. */
export function openTopics(
  state: Pick<InterviewState, 'findings' | 'answeredTopics'>,
): readonly InterviewTopic[] {
  return Object.values(InterviewTopic).filter(
    (topic) => !state.answeredTopics.includes(topic) && !isTopicAnswered(topic, state.findings),
  );
}

/** Topics that the findings answer; to be stored with the dialogue. */
export function answeredTopics(findings: Findings): readonly InterviewTopic[] {
  return Object.values(InterviewTopic).filter((topic) => isTopicAnswered(topic, findings));
}

/**
 * What pressing a choice adds to the findings; null where the prompt does not offer it. A no or "none of these" makes
 * exactly those signs absent that the question named; "not sure" leaves everything unknown.
 */
export function applyChoice(promptCode: string, choiceCode: string): FindingsUpdate | null {
  const prompt = findPrompt(promptCode);
  if (prompt === null || !isChoiceCode(choiceCode) || !prompt.choices.includes(choiceCode)) return null;
  const meaning = meaningOfChoice(choiceCode);
  const denied = choiceCode === 'NO' || choiceCode === 'NONE' ? prompt.denies : [];
  const because = `answered ${choiceCode} to ${prompt.code}`;
  const signs: Record<string, SignFinding> = {};
  for (const code of [...denied, ...(meaning.absent ?? [])]) signs[code] = { truth: Truth.ABSENT, because };
  const chosenUnspecified =
    choiceCode === 'NOT_SURE' && prompt.unspecified !== null ? [prompt.unspecified] : [];
  const affirmed = choiceCode === 'YES' ? prompt.affirms : [];
  for (const code of [...affirmed, ...chosenUnspecified, ...(meaning.present ?? [])])
    signs[code] = { truth: Truth.PRESENT, because };
  const numbers = Object.entries(meaning.numbers ?? {}).map(
    ([code, value]) => [code, { value, because }] as const,
  );
  return { ...meaning.update, signs, numbers: Object.fromEntries(numbers) };
}

/** The choices of a prompt with the name of each one's picture. */
export function choicesWithIcons(
  prompt: Prompt,
): readonly { readonly code: ChoiceCode; readonly icon: string }[] {
  return prompt.choices.map((code) => ({ code, icon: iconOf(code) }));
}

function followUpOf({ justAnswered }: InterviewState): PromptCode | null {
  if (justAnswered?.choice !== 'YES') return null;
  return findPrompt(justAnswered.prompt)?.followUp ?? null;
}

/** The consent to pictures is one of the questions, and its place is kept. */
function hasQuestionsLeft(state: InterviewState): boolean {
  const questions = state.askedPrompts.filter((code) => (findPrompt(code)?.choices.length ?? 0) > 0);
  const kept = state.imageConsent === null && !questions.includes(PromptCode.IMAGE_CONSENT) ? 1 : 0;
  return questions.length + kept < MAX_QUESTIONS;
}

function isWorthAsking(prompt: Prompt, { findings, answeredTopics: answered }: InterviewState): boolean {
  if (prompt.code === PromptCode.AGE) return ageYears(findings) === null;
  if (
    prompt.code === PromptCode.DANGER_CHILD &&
    (ageYears(findings) ?? CHILD_BELOW_YEARS) >= CHILD_BELOW_YEARS
  )
    return false;
  if (prompt.topic === InterviewTopic.GENERAL_SYMPTOMS) return !areAllKnown(prompt, findings);
  return (
    prompt.topic !== null && !answered.includes(prompt.topic) && !isTopicAnswered(prompt.topic, findings)
  );
}

function afterInterview(state: InterviewState, asked: ReadonlySet<string>): Prompt {
  if (state.imageConsent === null && !asked.has(PromptCode.IMAGE_CONSENT)) {
    return promptOf(PromptCode.IMAGE_CONSENT);
  }
  if (state.imageConsent === true && state.usableImages === 0) return promptOf(PromptCode.PHOTO);
  return promptOf(PromptCode.PLEASE_WAIT);
}

function isTopicAnswered(topic: InterviewTopic, findings: Findings): boolean {
  switch (topic) {
    case InterviewTopic.CHIEF_COMPLAINT:
      return findings.chiefComplaint !== null;
    case InterviewTopic.BODY_SITE:
      return findings.bodySites.length > 0;
    case InterviewTopic.DURATION:
      return findings.duration !== null;
    case InterviewTopic.PROGRESSION:
      return findings.progression !== null;
    case InterviewTopic.GENERAL_SYMPTOMS:
      return dangerPrompts(findings).every((prompt) => areAllKnown(prompt, findings));
    case InterviewTopic.SYMPTOMS:
    case InterviewTopic.HISTORY:
    case InterviewTopic.EXPOSURE:
      return PROMPTS.filter((prompt) => prompt.topic === topic).every(
        (prompt) => isAnyPresent(prompt, findings) || areAllKnown(prompt, findings),
      );
  }
}

/** Danger signs are answered only when every one of them is known: one that is present does not rule out the others. */
function areAllKnown(prompt: Prompt, findings: Findings): boolean {
  return prompt.denies.every((code) => truthOf(findings, code) !== Truth.UNKNOWN);
}

function isAnyPresent(prompt: Prompt, findings: Findings): boolean {
  return prompt.denies.some((code) => truthOf(findings, code) === Truth.PRESENT);
}

function dangerPrompts(findings: Findings): readonly Prompt[] {
  const isChild = (ageYears(findings) ?? CHILD_BELOW_YEARS) < CHILD_BELOW_YEARS;
  return PROMPTS.filter(
    (prompt) => prompt.followUp !== null && (isChild || prompt.code !== PromptCode.DANGER_CHILD),
  );
}

function ageYears(findings: Findings): number | null {
  const years = findings.numbers['age_years']?.value;
  if (years !== undefined) return years;
  const days = findings.numbers['age_days']?.value;
  return days === undefined ? null : Math.floor(days / 365.25);
}
