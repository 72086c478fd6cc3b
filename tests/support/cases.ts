import {
  type AcknowledgementPolicy,
  type AssessmentOutcome,
  AssessmentSource,
  type CaseChange,
  type CaseImage,
  type CommandContext,
  ConsentKind,
  type Decision,
  openConversation,
  type PromptCode,
  type RedFlag,
  ShotType,
  type TriageCase,
  type Urgency,
} from '../../src/domain';

export const NOW = new Date('2026-11-23T08:00:00.000Z');
export const TIMES = { EMERGENCY: 5 * 60_000, URGENT: 30 * 60_000, SOON: 24 * 60 * 60_000 };
/** A facility that always works, and answers within these. */
export const POLICY: AcknowledgementPolicy = {
  acknowledgeBy: (urgency, from) => new Date(from.getTime() + TIMES[urgency]),
};
const FACILITY_ID = '01900000-0000-7000-8000-00000000000f';

/** A command's context whose ids are counted, so that a test can be read. */
export function contextAt(now: Date = NOW, actor = 'SYSTEM'): CommandContext {
  let made = 0;
  return { now, actor, newId: () => `id-${(made += 1)}-${now.getTime()}` };
}

/** A case whose conversation has just been opened. */
export function openedCase(context: CommandContext = contextAt()): TriageCase {
  const opening = {
    id: '01900000-0000-7000-8000-000000000001',
    number: 'PAA-2026-000001',
    facilityId: FACILITY_ID,
    language: 'en',
    speaker: 'SELF' as const,
    patient: {
      id: '01900000-0000-7000-8000-000000000002',
      externalId: null,
      ageYears: null,
      ageDays: null,
      sexAtBirth: null,
      fitzpatrickSkinType: null,
    },
    callbackReference: null,
  };
  const session = { id: '01900000-0000-7000-8000-000000000003', languageKnown: true };
  return openConversation(opening, session, WORDS, context).triageCase;
}

/** A case with one usable close-up that consent covers. */
export function picturedCase(context: CommandContext = contextAt()): TriageCase {
  const image: CaseImage = {
    id: 'image',
    uploadId: 'upload',
    shotType: ShotType.CLOSE_UP,
    mediaKey: 'key',
    sha256: 'of the patient',
    widthPx: 480,
    heightPx: 480,
    quality: { usable: true, sharpness: 1, brightness: 0.5, reason: null },
    at: context.now,
  };
  const consent = {
    id: 'consent',
    kind: ConsentKind.IMAGE_CAPTURE,
    granted: true,
    givenBy: 'SELF',
    language: 'en',
    wording: 'en/1',
    at: context.now,
  } as const;
  return { ...openedCase(context), images: [image], consents: [consent] };
}

/** Sentences that name their prompt, and no rule that an answer could still make fire. */
export const WORDS = { wordsOf: (code: PromptCode): string => `words of ${code}`, openRules: () => [] };

export function redFlag(urgency: Urgency, code = `RULE_${urgency}`): RedFlag {
  return { code, title: code, urgency, because: 'the words', citation: 'a source' };
}

/** What the pipeline makes of a case, with this urgency. */
export function outcomeWith(urgency: Urgency): AssessmentOutcome {
  return {
    assessment: {
      source: AssessmentSource.EVIDENCE,
      differential: [],
      redFlags: [redFlag(urgency)],
      urgency,
      confidence: 0.5,
      rationale: 'because',
      similarCases: [],
      wouldChange: [],
      unverifiedConditions: [],
      evidence: null,
      disclaimer: 'not a doctor',
      limitations: [],
      provenance: {
        assessorModel: 'test',
        promptVersion: null,
        embeddingModel: 'test',
        embeddingModelSha256: '0',
        indexName: 'test',
        indexVersion: '0',
        rulesVersion: '0',
        appVersion: '0',
        latencyMs: 1,
      },
    },
    soapNote: { subjective: 's', objective: 'o', assessment: 'a', plan: 'p', disclaimer: 'not a doctor' },
    explanation: { language: 'en', text: 'text', disclaimer: 'not a doctor' },
  };
}

/** The change of a decision that must not have been refused. */
export function accepted(decision: Decision): CaseChange {
  if (!decision.ok) throw new Error(`refused: ${decision.error.code} ${decision.error.message}`);
  return decision.value;
}
