import {
  type CaseChange,
  CaseEventKind,
  type CommandContext,
  type Decision,
  happened,
} from '../case/case-change';
import { badInput, conflict } from '../case/case-error';
import { recordConsent } from '../case/consents';
import { raiseUrgency } from '../case/escalations';
import { refusePicture, withoutIntimatePictures } from '../case/images';
import { type TriageCase } from '../case/triage-case';
import { type FindingsUpdate, mergeFindings, NO_FINDINGS } from '../findings/findings';
import { unspecifiedDanger } from '../interview/apply-choice';
import { followUpOf, helpNow, MAX_QUESTIONS, nextPrompt } from '../interview/interview';
import { findPrompt, PromptCode, promptOf, type Prompt } from '../interview/prompts';
import { withoutDenials } from '../interview/read-back';
import { answeredTopics } from '../interview/topics';
import { extractFindings } from '../language/extraction';
import { err, ok } from '../result';
import { ConsentKind, InterviewTopic, Speaker } from '../vocabulary';
import { ask, type DialogueRules, interviewState, isTalking, questionsPut, withUtterance } from './dialogue';
import { type Understood, understand, type Uttered } from './understand';
import { speakerOf, withSpeaker } from './who-speaks';

/** One utterance, as it is stored. */
interface Heard extends Uttered {
  readonly original: Uint8Array | null;
  readonly confidence: number | null;
}

/** An answer to the prompt that was current when it was given. */
interface Answered extends Understood {
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
  const told = withSpeaker(consented.triageCase, answer.speaker);
  const again = complaintHeardAgain(told, answer, rules, context);
  const informed = withFindings(
    told,
    { ...answer, update: mergeFindings(mergeFindings(NO_FINDINGS, again), answer.update) },
    context,
  );
  const shown = withoutIntimatePictures(informed.triageCase, context);
  const judged = raiseUrgency(
    shown.triageCase,
    rules.judge(shown.triageCase.findings),
    rules.policy,
    context,
  );
  const next = chooseNext(judged.triageCase, answer, rules);
  const asked = ask(judged.triageCase, next, rules, context);
  const events = [consented, informed, shown, judged].flatMap((change) => change.events);
  return ok({ triageCase: asked, events: [...events, ...declined(next, context)] });
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

function withFindings(triageCase: TriageCase, answer: Answered, context: CommandContext): CaseChange {
  const takesBack =
    answer.prompt.code === PromptCode.READ_BACK && answer.choice !== 'YES' && !answer.isRepeated;
  const before = takesBack ? withoutDenials(triageCase.findings) : triageCase.findings;
  const unnamed = unnamedDanger(triageCase, answer);
  const findings = mergeFindings(mergeFindings(before, answer.update), unnamed);
  const topics = new Set([...(triageCase.dialogue?.answeredTopics ?? []), ...answeredTopics(findings)]);
  if (takesBack) topics.delete(InterviewTopic.GENERAL_SYMPTOMS);
  const dialogue = triageCase.dialogue && { ...triageCase.dialogue, answeredTopics: [...topics] };
  const known = Object.keys(findings.signs).length + Object.keys(findings.numbers).length;
  const summary = `Utterance heard; ${known} findings known.`;
  const event = happened(context, CaseEventKind.UTTERANCE_HEARD, summary, { prompt: answer.prompt.code });
  return { triageCase: { ...triageCase, findings, dialogue }, events: [event] };
}

/**
 * What the complaint says once it is known who speaks: before, "my mother cannot breathe" was somebody else's story. Signs
 * that are present stay so, whoever turns out to speak.
 */
function complaintHeardAgain(
  { findings }: TriageCase,
  { speaker }: Answered,
  rules: DialogueRules,
  context: CommandContext,
): FindingsUpdate {
  if (speaker === null || findings.chiefComplaint === null) return {};
  const hearing = { prompt: PromptCode.CHIEF_COMPLAINT, speaker, today: context.now };
  return extractFindings(findings.chiefComplaint, rules.language.compiled, hearing);
}

/** A yes to several dangers that nobody can narrow down: not understood twice, or no question left to ask which. */
function unnamedDanger(triageCase: TriageCase, answer: Answered) {
  if (!answer.understood && !answer.isRepeated) return unspecifiedDanger(answer.prompt);
  const followUp = answer.choice === null ? null : followUpOf(answer.prompt.code, answer.choice);
  const canAsk = followUp === null || questionsPut(triageCase) < MAX_QUESTIONS;
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
  const isOff = prompt.consent === ConsentKind.IMAGE_CAPTURE && refusePicture(after, 'purpose') !== null;
  const isPending = prompt.consent !== null && choice === null && help === null && !isOff;
  return isPending || (isRepeated && !isOff) ? prompt.code : nextPrompt(state).code;
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
