import { unspecifiedDanger } from './apply-choice';
import { type CaseChange, CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { badInput, conflict } from './case-error';
import { isChoiceCode, type ChoiceCode } from './choices';
import { recordConsent } from './consents';
import { ask, type DialogueRules, interviewState, isTalking, withUtterance } from './dialogue';
import { raiseUrgency } from './escalations';
import { mergeFindings } from './findings';
import { hearAnswer, type HeardAnswer } from './hear-answer';
import { answeredTopics, applyChoice, followUpOf, hasQuestionsLeft, helpNow, nextPrompt } from './interview';
import { findPrompt, PromptCode, promptOf, type Prompt } from './prompts';
import { withoutDenials } from './read-back';
import { type Hearing } from './read-text';
import { err, ok } from './result';
import { tokenize } from './tokens';
import { type TriageCase } from './triage-case';
import { InterviewTopic, Speaker } from './vocabulary';
import { relationOf, speakerOf, withSpeaker } from './who-speaks';

/** One utterance: said in words, or pressed. */
interface Heard {
  /** After personal data was taken out; for a pressed answer its label. */
  readonly text: string;
  readonly original: Uint8Array | null;
  readonly confidence: number | null;
  /** Code of the answer that was pressed; null for words. */
  readonly pressed: string | null;
}

/** An answer to the prompt that was current when it was given. */
interface Answered extends HeardAnswer {
  readonly prompt: Prompt;
  /** Nobody understood it, and it was put once: it is put once more. */
  readonly isRepeated: boolean;
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
  if (!isTalking(triageCase)) return err(conflict('The conversation is over.'));
  const prompt = findPrompt(triageCase.dialogue?.currentPrompt ?? '') ?? promptOf(PromptCode.PLEASE_WAIT);
  const hearing = { speaker: speakerOf(triageCase), today: context.now };
  const understood = understand(prompt, heard, rules, hearing);
  if (understood === null) return err(badInput('choice', 'Not an answer to this prompt.'));
  const isRepeated = !understood.understood && prompt.choices.length > 0 && !wasRepeated(triageCase);
  const answer: Answered = { ...understood, prompt, isRepeated };

  const said = withUtterance(triageCase, Speaker.PATIENT, heard, context);
  const consented = withConsent(said, answer, rules, context);
  const told = withSpeaker(consented.triageCase, relationOf(answer.choice));
  const informed = withFindings(told, answer, rules, context);
  const judged = raiseUrgency(
    informed.triageCase,
    rules.judge(informed.triageCase.findings),
    rules.times,
    context,
  );
  const next = chooseNext(judged.triageCase, answer, rules);
  const asked = ask(judged.triageCase, next, rules, context);
  const events = [...consented.events, ...informed.events, ...judged.events, ...declined(next, context)];
  return ok({ triageCase: asked, events });
}

function understand(
  prompt: Prompt,
  { text, pressed }: Heard,
  rules: DialogueRules,
  hearing: Omit<Hearing, 'prompt'>,
): HeardAnswer | null {
  if (pressed !== null) return pressedAnswer(prompt, pressed);
  const choice = choiceSpokenIn(prompt, text, rules.labelOf);
  return choice === null ? hearAnswer(prompt, text, rules.language, hearing) : pressedAnswer(prompt, choice);
}

function pressedAnswer(prompt: Prompt, code: string): HeardAnswer | null {
  const update = applyChoice(prompt.code, code);
  return update === null || !isChoiceCode(code) ? null : { update, choice: code, understood: true };
}

/** Whoever says an answer just as it is written on its button has pressed it. */
function choiceSpokenIn(prompt: Prompt, text: string, labelOf: DialogueRules['labelOf']): ChoiceCode | null {
  const wordsOf = (phrase: string): string =>
    tokenize(phrase)
      .map(({ word }) => word)
      .join(' ');
  const said = wordsOf(text);
  if (said === '') return null;
  return prompt.choices.find((choice) => wordsOf(labelOf(choice)) === said) ?? null;
}

/**
 * An answer to a question for consent: an explicit yes is a yes, "no" and "not sure" are a no, the rest is no answer. The
 * first no to care is not recorded yet: what it may cost is said before.
 */
function withConsent(
  triageCase: TriageCase,
  { prompt, choice }: Answered,
  rules: DialogueRules,
  context: CommandContext,
): CaseChange {
  const isFirstNo = prompt.code === PromptCode.GREETING && choice !== 'YES';
  if (prompt.consent === null || choice === null || isFirstNo) return { triageCase, events: [] };
  const answer = { kind: prompt.consent, granted: choice === 'YES', wording: rules.consentWording };
  const decision = recordConsent(triageCase, answer, context);
  return decision.ok ? decision.value : { triageCase, events: [] };
}

function withFindings(
  triageCase: TriageCase,
  answer: Answered,
  rules: DialogueRules,
  context: CommandContext,
): CaseChange {
  const takesBack =
    answer.prompt.code === PromptCode.READ_BACK && answer.choice !== 'YES' && !answer.isRepeated;
  const before = takesBack ? withoutDenials(triageCase.findings) : triageCase.findings;
  const unnamed = unnamedDanger(triageCase, answer, rules);
  const findings = mergeFindings(mergeFindings(before, answer.update), unnamed);
  const topics = new Set([...(triageCase.dialogue?.answeredTopics ?? []), ...answeredTopics(findings)]);
  if (takesBack) topics.delete(InterviewTopic.GENERAL_SYMPTOMS);
  const dialogue = triageCase.dialogue && { ...triageCase.dialogue, answeredTopics: [...topics] };
  const known = Object.keys(findings.signs).length + Object.keys(findings.numbers).length;
  const summary = `Utterance heard; ${known} findings known.`;
  const event = happened(context, CaseEventKind.UTTERANCE_HEARD, summary, { prompt: answer.prompt.code });
  return { triageCase: { ...triageCase, findings, dialogue }, events: [event] };
}

/** A yes to several dangers that nobody can narrow down: not understood twice, or no question left to ask which. */
function unnamedDanger(triageCase: TriageCase, answer: Answered, rules: DialogueRules) {
  if (!answer.understood && !answer.isRepeated) return unspecifiedDanger(answer.prompt);
  const followUp = answer.choice === null ? null : followUpOf(answer.prompt.code, answer.choice);
  const canAsk = followUp === null || hasQuestionsLeft(interviewState(triageCase, rules));
  return canAsk ? {} : unspecifiedDanger(promptOf(followUp));
}

/**
 * Help that cannot wait is told at once, before any further question. What nobody understood is asked once more; a
 * question for consent until it is answered.
 */
function chooseNext(after: TriageCase, answer: Answered, rules: DialogueRules): PromptCode {
  const { prompt, choice, isRepeated } = answer;
  const justAnswered = choice === null ? null : { prompt: prompt.code, choice };
  const state = { ...interviewState(after, rules), justAnswered };
  const help = helpNow(state, new Set(state.askedPrompts));
  if (help !== null && help !== PromptCode.PLEASE_WAIT) return help;
  const isPending = prompt.consent !== null && choice === null && help === null;
  return isPending || isRepeated ? prompt.code : nextPrompt(state).code;
}

/** Whether the question that was answered just now had been put twice in a row. */
function wasRepeated(triageCase: TriageCase): boolean {
  const [last, beforeLast] = triageCase.utterances
    .filter((said) => said.speaker === Speaker.AGENT)
    .slice(-2)
    .reverse();
  return last !== undefined && last.promptCode === beforeLast?.promptCode;
}

/** Recorded for the clinician; it lowers nothing. */
function declined(next: PromptCode, context: CommandContext) {
  if (next !== PromptCode.REFERRAL_DECLINED) return [];
  const summary = 'The patient said twice that they cannot go now; the danger was spoken.';
  return [happened(context, CaseEventKind.REFERRAL_DECLINED, summary)];
}
