import { type CaseChange, CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { badInput, conflict } from './case-error';
import { isChoiceCode } from './choices';
import { recordConsent } from './consents';
import { ask, type DialogueRules, interviewState, isTalking, withUtterance } from './dialogue';
import { raiseUrgency } from './escalations';
import { mergeFindings } from './findings';
import { hearAnswer, type HeardAnswer } from './hear-answer';
import { answeredTopics, applyChoice, nextPrompt } from './interview';
import { findPrompt, PromptCode, promptOf, type Prompt } from './prompts';
import { err, ok } from './result';
import { type TriageCase } from './triage-case';
import { Urgency } from './urgency';
import { Speaker } from './vocabulary';

/** One utterance: said in words, or pressed. */
interface Heard {
  /** After personal data was taken out; for a pressed answer its label. */
  readonly text: string;
  readonly original: Uint8Array | null;
  readonly confidence: number | null;
  /** Code of the answer that was pressed; null for words. */
  readonly pressed: string | null;
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
  const answer =
    heard.pressed === null
      ? hearAnswer(prompt, heard.text, rules.language)
      : pressedAnswer(prompt, heard.pressed);
  if (answer === null) return err(badInput('choice', 'Not an answer to this prompt.'));

  const said = withUtterance(triageCase, Speaker.PATIENT, heard, context);
  const consented = withConsent(said, prompt, answer, rules, context);
  const informed = withFindings(consented.triageCase, prompt, answer, context);
  const judged = raiseUrgency(
    informed.triageCase,
    rules.judge(informed.triageCase.findings),
    rules.times,
    context,
  );
  const next = chooseNext(triageCase, judged.triageCase, prompt, answer);
  const asked = ask(judged.triageCase, next, rules, context);
  return ok({ triageCase: asked, events: [...consented.events, ...informed.events, ...judged.events] });
}

function pressedAnswer(prompt: Prompt, code: string): HeardAnswer | null {
  const update = applyChoice(prompt.code, code);
  return update === null || !isChoiceCode(code) ? null : { update, choice: code, understood: true };
}

/** An answer to a question for consent: an explicit yes is a yes, "no" and "not sure" are a no, the rest is no answer. */
function withConsent(
  triageCase: TriageCase,
  prompt: Prompt,
  { choice }: HeardAnswer,
  rules: DialogueRules,
  context: CommandContext,
): CaseChange {
  if (prompt.consent === null || choice === null) return { triageCase, events: [] };
  const answer = { kind: prompt.consent, granted: choice === 'YES', wording: rules.consentWording };
  const decision = recordConsent(triageCase, answer, context);
  return decision.ok ? decision.value : { triageCase, events: [] };
}

function withFindings(
  triageCase: TriageCase,
  prompt: Prompt,
  answer: HeardAnswer,
  context: CommandContext,
): CaseChange {
  const findings = mergeFindings(triageCase.findings, answer.update);
  const topics = new Set([...(triageCase.dialogue?.answeredTopics ?? []), ...answeredTopics(findings)]);
  const dialogue = triageCase.dialogue && { ...triageCase.dialogue, answeredTopics: [...topics] };
  const known = Object.keys(findings.signs).length + Object.keys(findings.numbers).length;
  const summary = `Utterance heard; ${known} findings known.`;
  const event = happened(context, CaseEventKind.UTTERANCE_HEARD, summary, { prompt: prompt.code });
  return { triageCase: { ...triageCase, findings, dialogue }, events: [event] };
}

/**
 * An emergency is told at once, before any further question. What nobody understood is asked once more; a question
 * for consent until it is answered.
 */
function chooseNext(before: TriageCase, after: TriageCase, prompt: Prompt, answer: HeardAnswer): PromptCode {
  if (after.urgency === Urgency.EMERGENCY && before.urgency !== Urgency.EMERGENCY)
    return PromptCode.EMERGENCY_NOW;
  const isPending = prompt.consent !== null && answer.choice === null;
  const mayRepeat = !answer.understood && prompt.choices.length > 0 && !wasRepeated(before);
  if (isPending || mayRepeat) return prompt.code;
  const justAnswered = answer.choice === null ? null : { prompt: prompt.code, choice: answer.choice };
  return nextPrompt({ ...interviewState(after), justAnswered }).code;
}

function wasRepeated(triageCase: TriageCase): boolean {
  const [last, beforeLast] = triageCase.utterances
    .filter((said) => said.speaker === Speaker.AGENT)
    .slice(-2)
    .reverse();
  return last !== undefined && last.promptCode === beforeLast?.promptCode;
}
