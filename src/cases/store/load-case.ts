import {
  type CandidateCondition,
  type EvidenceSummary,
  type Provenance,
  type RedFlag,
  type SimilarCase,
  type NumberFinding,
  NO_FINDINGS,
  type SignFinding,
  type Dialogue,
  type TriageCase,
} from '../../domain';
import { type Prisma } from '../../generated/prisma/client';
import { type Transaction } from './transact';

const WHOLE_CASE = {
  patient: true,
  findings: true,
  consents: { orderBy: { id: 'asc' } },
  utterances: { orderBy: { id: 'asc' } },
  images: { orderBy: { id: 'asc' } },
  assessments: { orderBy: { revision: 'asc' } },
  soapNote: true,
  explanation: true,
  escalations: true,
  review: true,
  outcome: true,
} satisfies Prisma.TriageCaseInclude;

type CaseRow = Prisma.TriageCaseGetPayload<{ include: typeof WHOLE_CASE }>;

export interface LoadedCase {
  readonly triageCase: TriageCase;
  /** The case's data key, wrapped; null once the case was erased. */
  readonly wrappedKey: Uint8Array | null;
}

/** Locks the case's row until the transaction ends and loads the aggregate; null where there is none. */
export async function loadForChange(tx: Transaction, caseId: string): Promise<LoadedCase | null> {
  await tx.$queryRaw`SELECT 1 FROM triage_case WHERE id = ${caseId}::uuid FOR UPDATE`;
  return loadCase(tx, caseId);
}

/** Loads the aggregate as it stands. */
export async function loadCase(
  db: Pick<Transaction, 'triageCase'>,
  caseId: string,
): Promise<LoadedCase | null> {
  const row = await db.triageCase.findUnique({ where: { id: caseId }, include: WHOLE_CASE });
  return row === null ? null : { triageCase: toAggregate(row), wrappedKey: row.dataKey };
}

function toAggregate(row: CaseRow): TriageCase {
  return {
    id: row.id,
    number: row.number,
    facilityId: row.facilityId,
    status: row.status,
    urgency: row.urgency,
    version: row.version,
    language: row.language,
    speaker: row.speaker,
    patient: row.patient,
    callbackReference: row.callbackReference,
    dialogue: toDialogue(row),
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    consents: row.consents,
    findings: row.findings === null ? NO_FINDINGS : toFindings(row.findings),
    utterances: row.utterances,
    images: row.images.map(({ usable, sharpness, brightness, reason, ...image }) => ({
      ...image,
      quality: { usable, sharpness, brightness, reason },
    })),
    assessments: row.assessments.map((assessment) => ({
      ...assessment,
      differential: fromJson<CandidateCondition[]>(assessment.differential),
      redFlags: fromJson<RedFlag[]>(assessment.redFlags),
      similarCases: fromJson<SimilarCase[]>(assessment.similarCases),
      evidence: fromJson<EvidenceSummary | null>(assessment.evidence),
      provenance: fromJson<Provenance>(assessment.provenance),
    })),
    soapNote: row.soapNote,
    explanation: row.explanation,
    escalations: row.escalations.map((escalation) => ({
      ...escalation,
      reasons: fromJson<RedFlag[]>(escalation.reasons),
    })),
    assigneeId: row.assigneeId,
    review: row.review,
    outcome: row.outcome,
  };
}

function toDialogue(row: CaseRow): Dialogue | null {
  if (row.sessionId === null || row.currentPrompt === null) return null;
  return {
    sessionId: row.sessionId,
    languageDetected: row.languageDetected,
    speakerKnown: row.speakerKnown,
    currentPrompt: row.currentPrompt,
    askedPrompts: row.askedPrompts,
    answeredTopics: row.answeredTopics,
    endedAt: row.sessionEndedAt,
  };
}

function toFindings(row: NonNullable<CaseRow['findings']>): TriageCase['findings'] {
  return {
    ...row,
    signs: fromJson<Record<string, SignFinding>>(row.signs),
    numbers: fromJson<Record<string, NumberFinding>>(row.numbers),
  };
}

/** JSON columns hold what save-parts.ts wrote, and nobody else writes them. */
function fromJson<T>(value: Prisma.JsonValue): T {
  return value as unknown as T;
}
