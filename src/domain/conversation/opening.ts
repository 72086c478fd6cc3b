import { type CaseChange, CaseEventKind, type CommandContext, happened } from '../case/case-change';
import { CaseStatus, type Consent, type Patient, type TriageCase } from '../case/triage-case';
import { completedYears } from '../findings/ages';
import {
  type Findings,
  mergeFindings,
  NO_FINDINGS,
  type FindingsUpdate,
  type NumberFinding,
} from '../findings/findings';
import { PromptCode } from '../interview/prompts';
import { type ConsentKind, Speaker, SpeakerRelation } from '../vocabulary';
import { ask, type DialogueRules } from './dialogue';

/** What is known of a case before anybody has said a word about it. */
interface Opening {
  readonly id: string;
  readonly number: string;
  readonly facilityId: string;
  readonly language: string;
  readonly speaker: SpeakerRelation;
  readonly patient: Patient;
  readonly callbackReference: Uint8Array | null;
}

/** Opens a case with a conversation about it; the agent speaks first. */
export function openConversation(
  opening: Opening,
  session: { readonly id: string; readonly languageKnown: boolean },
  rules: Pick<DialogueRules, 'wordsOf'>,
  context: CommandContext,
): CaseChange {
  const dialogue = {
    sessionId: session.id,
    languageDetected: session.languageKnown,
    speakerKnown: opening.speaker !== SpeakerRelation.SELF,
    currentPrompt: PromptCode.GREETING,
    askedPrompts: [],
    answeredTopics: [],
    endedAt: null,
  };
  return {
    triageCase: ask({ ...newCase(opening, context), dialogue }, PromptCode.GREETING, rules, context),
    events: [happened(context, CaseEventKind.CASE_OPENED, 'Case opened with a conversation.')],
  };
}

/** Opens a case that a partner submits whole: its consents were given there, to the partner's own words. */
export function openSubmission(
  opening: Opening,
  submission: {
    readonly consents: readonly ConsentKind[];
    readonly findings: FindingsUpdate;
    readonly narrative: { readonly text: string; readonly original: Uint8Array };
  },
  context: CommandContext,
): CaseChange {
  const blank = newCase(opening, context);
  const consents = submission.consents.map((kind): Consent => {
    const given = {
      givenBy: opening.speaker,
      language: opening.language,
      wording: 'partner',
      at: context.now,
    };
    return { id: context.newId(), kind, granted: true, ...given };
  });
  const utterance = {
    id: context.newId(),
    speaker: Speaker.PATIENT,
    ...submission.narrative,
    language: opening.language,
    confidence: null,
    promptCode: null,
    at: context.now,
  };
  const findings = mergeFindings(NO_FINDINGS, submission.findings);
  const numbers = withRecordedAge(findings.numbers, opening.patient);
  return {
    triageCase: { ...blank, consents, utterances: [utterance], findings: { ...findings, numbers } },
    events: [happened(context, CaseEventKind.CASE_SUBMITTED, 'Case submitted by a partner.')],
  };
}

function newCase(opening: Opening, context: CommandContext): TriageCase {
  return {
    ...opening,
    status: CaseStatus.INTAKE,
    urgency: null,
    version: 1,
    dialogue: null,
    openedAt: context.now,
    updatedAt: context.now,
    consents: [],
    findings: { ...NO_FINDINGS, numbers: ageNumbers(opening.patient) },
    utterances: [],
    images: [],
    assessments: [],
    soapNote: null,
    explanation: null,
    escalations: [],
    assigneeId: null,
    review: null,
    outcome: null,
  };
}

/** What the record says of the age wins over what was read out of the narrative; days that fit its years stay. */
function withRecordedAge(numbers: Findings['numbers'], patient: Patient): Findings['numbers'] {
  if (patient.ageYears === null && patient.ageDays === null) return numbers;
  const { age_days: days, ...others } = numbers;
  const fits = days !== undefined && completedYears({ numbers: { age_days: days } }) === patient.ageYears;
  return { ...others, ...(fits && { age_days: days }), ...ageNumbers(patient) };
}

/** The facility's record of the patient's age, where the rules look for it. */
function ageNumbers(patient: Patient): Record<string, NumberFinding> {
  const because = 'the facility’s record';
  return {
    ...(patient.ageYears !== null && { age_years: { value: patient.ageYears, because } }),
    ...(patient.ageDays !== null && { age_days: { value: patient.ageDays, because } }),
  };
}
