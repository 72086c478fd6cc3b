import { CaseStatus, latestAssessment, type TriageCase } from '../case/triage-case';
import { PromptCode } from '../interview/prompts';
import { Urgency } from '../urgency';
import { SessionStage } from '../vocabulary';

const PICTURE_PROMPTS: ReadonlySet<string> = new Set([
  PromptCode.PHOTO,
  PromptCode.PICTURE_TOO_DARK,
  PromptCode.PICTURE_TOO_BRIGHT,
  PromptCode.PICTURE_TOO_BLURRED,
  PromptCode.PICTURE_TOO_SMALL,
]);

/** Where the conversation stands: derived from the case each time, so that no stored stage can be wrong. */
export function sessionStage(triageCase: TriageCase): SessionStage {
  const { dialogue } = triageCase;
  if (dialogue === null || dialogue.endedAt !== null) return SessionStage.COMPLETE;
  if (triageCase.status === CaseStatus.CLOSED || triageCase.status === CaseStatus.ERASED)
    return SessionStage.COMPLETE;
  if (triageCase.urgency === Urgency.EMERGENCY) return SessionStage.ESCALATED;
  if (triageCase.status === CaseStatus.ASSESSING) return SessionStage.ANALYSIS;
  if (latestAssessment(triageCase) !== null) return SessionStage.EXPLANATION;
  return stageOfPrompt(dialogue.currentPrompt);
}

/** Nothing is asked any more: the client has the case assessed. */
const LAST_PROMPTS: ReadonlySet<string> = new Set([
  PromptCode.PLEASE_WAIT,
  PromptCode.NO_PICTURE,
  PromptCode.OUT_OF_SCOPE,
  PromptCode.PRIVATE_HELP,
  PromptCode.REFERRAL_DECLINED,
  PromptCode.EMERGENCY_NOT_SKIN,
]);

function stageOfPrompt(promptCode: string): SessionStage {
  if (promptCode === PromptCode.GREETING || promptCode === PromptCode.CARE_RISK) return SessionStage.GREETING;
  if (promptCode === PromptCode.IMAGE_CONSENT) return SessionStage.IMAGE_CONSENT;
  if (PICTURE_PROMPTS.has(promptCode)) return SessionStage.IMAGE_CAPTURE;
  if (LAST_PROMPTS.has(promptCode)) return SessionStage.ANALYSIS;
  return SessionStage.INTERVIEW;
}
