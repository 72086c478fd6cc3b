import { requestAssessment } from '../case/assessments';
import { CaseEventKind, type CommandContext, type Decision, happened } from '../case/case-change';
import { conflict } from '../case/case-error';
import { type ConsentDecision, recordConsent } from '../case/consents';
import { attachImage } from '../case/images';
import { type CaseImage, CaseStatus, hasConsent, type TriageCase } from '../case/triage-case';
import { findPrompt, PromptCode } from '../interview/prompts';
import { err, ok } from '../result';
import { Urgency } from '../urgency';
import { ConsentKind, Expects } from '../vocabulary';
import { ask, type DialogueWords, isTalking, promptAfterChange } from './dialogue';

const RETAKE_PROMPTS: Readonly<Record<string, PromptCode>> = {
  TOO_DARK: PromptCode.PICTURE_TOO_DARK,
  TOO_BRIGHT: PromptCode.PICTURE_TOO_BRIGHT,
  TOO_BLURRED: PromptCode.PICTURE_TOO_BLURRED,
  TOO_SMALL: PromptCode.PICTURE_TOO_SMALL,
};

/** From now on the conversation is held in this language. */
export function setLanguage(triageCase: TriageCase, language: string, context: CommandContext): Decision {
  const { dialogue } = triageCase;
  if (dialogue === null || !isTalking(triageCase)) return err(conflict('The conversation is over.'));
  if (triageCase.language === language && dialogue.languageDetected) return ok({ triageCase, events: [] });
  return ok({
    triageCase: { ...triageCase, language, dialogue: { ...dialogue, languageDetected: true } },
    events: [happened(context, CaseEventKind.LANGUAGE_SET, `Language set to ${language}.`)],
  });
}

/**
 * A consent that was given or refused by pressing, at any time of the conversation; the conversation goes on from it.
 * No CARE consent ends it. Errors: CONFLICT when the conversation is over, except that a withdrawal is always heard.
 */
export function answerConsent(
  triageCase: TriageCase,
  answer: ConsentDecision,
  words: DialogueWords,
  context: CommandContext,
): Decision {
  if (!isTalking(triageCase)) {
    if (answer.granted) return err(conflict('The conversation is over.'));
    return recordConsent(triageCase, answer, context);
  }
  const decision = recordConsent(triageCase, answer, context);
  if (!decision.ok || decision.value.triageCase === triageCase) return decision;
  const { triageCase: recorded, events } = decision.value;
  const wasAsked = findPrompt(triageCase.dialogue?.currentPrompt ?? '')?.consent === answer.kind;
  const endsIt = answer.kind === ConsentKind.CARE && !answer.granted;
  const concernsPictures = answer.kind === ConsentKind.IMAGE_CAPTURE && isAboutPictures(triageCase);
  if (!wasAsked && !endsIt && !concernsPictures) return decision;
  return ok({ triageCase: ask(recorded, promptAfterChange(recorded, words), words, context), events });
}

/**
 * A picture that was shown in the conversation: one that is no use is asked for again, with the reason; not in an emergency,
 * which an assessment may have found while the patient was holding the camera.
 */
export function showImage(
  triageCase: TriageCase,
  image: CaseImage,
  words: DialogueWords,
  context: CommandContext,
): Decision {
  if (!isTalking(triageCase)) return err(conflict('The conversation is over.'));
  const decision = attachImage(triageCase, image, context);
  if (!decision.ok) return decision;
  const { triageCase: shown, events } = decision.value;
  if (!isAboutPictures(triageCase)) return decision;
  const isWanted = !image.quality.usable && shown.urgency !== Urgency.EMERGENCY;
  const retake = isWanted ? RETAKE_PROMPTS[image.quality.reason ?? ''] : undefined;
  return ok({ triageCase: ask(shown, retake ?? promptAfterChange(shown, words), words, context), events });
}

/**
 * Ends the conversation, complete or not. With consent to care the case goes to assessment, without it straight to
 * the queue. Ending twice is the same as once.
 */
export function endConversation(
  triageCase: TriageCase,
  words: DialogueWords,
  context: CommandContext,
): Decision {
  if (triageCase.dialogue === null || triageCase.dialogue.endedAt !== null)
    return ok({ triageCase, events: [] });
  const ended = ask(triageCase, PromptCode.END, words, context);
  const event = happened(context, CaseEventKind.SESSION_ENDED, 'Conversation ended.');
  if (!isUnassessed(triageCase) || !hasConsent(triageCase, ConsentKind.CARE)) {
    return ok({ triageCase: ended, events: [event] });
  }
  const requested = requestAssessment(ended, context);
  if (!requested.ok) return ok({ triageCase: ended, events: [event] });
  return ok({ triageCase: requested.value.triageCase, events: [event, ...requested.value.events] });
}

function isAboutPictures(triageCase: TriageCase): boolean {
  const prompt = findPrompt(triageCase.dialogue?.currentPrompt ?? '');
  return prompt?.expects === Expects.PHOTO || prompt?.consent === ConsentKind.IMAGE_CAPTURE;
}

function isUnassessed(triageCase: TriageCase): boolean {
  return triageCase.assessments.length === 0 && triageCase.status === CaseStatus.INTAKE;
}
