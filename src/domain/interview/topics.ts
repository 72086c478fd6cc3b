import { truthOf, Truth, type Findings } from '../findings/findings';
import { InterviewTopic } from '../vocabulary';
import { PROMPTS, type Prompt } from './prompts';
import { isRelevant } from './relevance';

/** Topics that nobody has answered yet. */
export function openTopics(state: {
  readonly findings: Findings;
  readonly answeredTopics: readonly InterviewTopic[];
}): readonly InterviewTopic[] {
  return Object.values(InterviewTopic).filter(
    (topic) => !state.answeredTopics.includes(topic) && !isTopicAnswered(topic, state.findings),
  );
}

/** Topics that the findings answer; to be stored with the dialogue. */
export function answeredTopics(findings: Findings): readonly InterviewTopic[] {
  return Object.values(InterviewTopic).filter((topic) => isTopicAnswered(topic, findings));
}

/** Whether the findings say already what the question asks for. */
export function isAnswered(prompt: Prompt, findings: Findings): boolean {
  switch (prompt.topic) {
    case null:
    case InterviewTopic.GENERAL_SYMPTOMS:
      return prompt.denies.length > 0 && areAllKnown(prompt, findings);
    case InterviewTopic.CHIEF_COMPLAINT:
      return findings.chiefComplaint !== null;
    case InterviewTopic.BODY_SITE:
      return findings.bodySites.length > 0;
    case InterviewTopic.DURATION:
      return findings.duration !== null;
    case InterviewTopic.PROGRESSION:
      return findings.progression !== null;
    case InterviewTopic.SYMPTOMS:
    case InterviewTopic.HISTORY:
    case InterviewTopic.EXPOSURE:
      return isAnyPresent(prompt, findings) || areAllKnown(prompt, findings);
  }
}

function isTopicAnswered(topic: InterviewTopic, findings: Findings): boolean {
  return PROMPTS.filter((prompt) => prompt.topic === topic && prompt.unspecified === null)
    .filter((prompt) => isRelevant(prompt, { findings, speaker: null }))
    .every((prompt) => isAnswered(prompt, findings));
}

/** Danger signs are answered only when every one of them is known: one that is present does not rule out the others. */
function areAllKnown(prompt: Prompt, findings: Findings): boolean {
  return prompt.denies.every((code) => truthOf(findings, code) !== Truth.UNKNOWN);
}

function isAnyPresent(prompt: Prompt, findings: Findings): boolean {
  return prompt.denies.some((code) => truthOf(findings, code) === Truth.PRESENT);
}
