import {
  CaseStatus,
  type CaseImage,
  type TriageCase,
  latestAssessment,
  urgencyRank,
  Urgency,
} from '../../domain';
import { type Prisma } from '../../generated/prisma/client';
import { type Transaction } from './transact';

/** What is saved beside the aggregate: its key and the facility's link. */
interface NewCaseKeys {
  readonly wrappedKey: Uint8Array;
}

/** Inserts a case that was just opened, with everything that it holds. */
export async function insertCase(tx: Transaction, opened: TriageCase, keys: NewCaseKeys): Promise<void> {
  const { id, ...patient } = opened.patient;
  await tx.patient.create({ data: { id, facilityId: opened.facilityId, ...patient } });
  await tx.triageCase.create({
    data: {
      ...caseColumns(opened),
      id: opened.id,
      number: opened.number,
      facilityId: opened.facilityId,
      patientId: id,
      openedAt: opened.openedAt,
      sessionId: opened.dialogue?.sessionId ?? null,
      dataKey: bytes(keys.wrappedKey),
    },
  });
  await saveParts(tx, null, opened);
}

/** Writes what changed between two states of one case. The aggregate is immutable, so identity tells what changed. */
export async function updateCase(tx: Transaction, before: TriageCase, after: TriageCase): Promise<void> {
  const erased = after.status === CaseStatus.ERASED && before.status !== CaseStatus.ERASED;
  const columns = caseColumns(after);
  await tx.triageCase.update({
    where: { id: after.id },
    data: erased ? { ...columns, dataKey: null } : columns,
  });
  if (before.patient !== after.patient) {
    const { id, ...patient } = after.patient;
    await tx.patient.update({ where: { id }, data: patient });
  }
  if (erased) await deleteParts(tx, after.id);
  await saveParts(tx, before, after);
}

/** Columns of the case's own row, its lists' projection among them. */
function caseColumns(triageCase: TriageCase) {
  const { dialogue } = triageCase;
  const differential = latestAssessment(triageCase)?.differential ?? [];
  return {
    status: triageCase.status,
    urgency: triageCase.urgency,
    version: triageCase.version,
    language: triageCase.language,
    speaker: triageCase.speaker,
    updatedAt: triageCase.updatedAt,
    assigneeId: triageCase.assigneeId,
    callbackReference: triageCase.callbackReference === null ? null : bytes(triageCase.callbackReference),
    languageDetected: dialogue?.languageDetected ?? true,
    currentPrompt: dialogue?.currentPrompt ?? null,
    askedPrompts: [...(dialogue?.askedPrompts ?? [])],
    answeredTopics: [...(dialogue?.answeredTopics ?? [])],
    sessionEndedAt: dialogue?.endedAt ?? null,
    urgencyRank: listRank(triageCase.urgency),
    conditionTerms: [...new Set(differential.flatMap((c) => [c.name.toLowerCase(), ...c.icd10]))],
    searchText: searchTextOf(triageCase),
  };
}

/** Ascending is the order in which to work: 0 EMERGENCY … 4 SELF_CARE, 5 not known yet. */
export function listRank(urgency: Urgency | null): number {
  return urgencyRank(Urgency.EMERGENCY) - urgencyRank(urgency);
}

function searchTextOf(triageCase: TriageCase): string {
  const note = triageCase.soapNote;
  const words = [
    triageCase.number,
    triageCase.findings.chiefComplaint,
    note?.subjective,
    note?.assessment,
    triageCase.review?.note,
  ];
  return words.filter(Boolean).join('\n').slice(0, 10_000);
}

async function saveParts(tx: Transaction, before: TriageCase | null, after: TriageCase): Promise<void> {
  const caseId = after.id;
  if (before === null || before.findings !== after.findings) await saveFindings(tx, after);
  const consents = added(before?.consents, after.consents);
  if (consents.length > 0)
    await tx.consent.createMany({ data: consents.map((consent) => ({ ...consent, caseId })) });
  const utterances = added(before?.utterances, after.utterances);
  if (utterances.length > 0) {
    await tx.utterance.createMany({
      data: utterances.map((said) => ({ ...said, caseId, original: said.original && bytes(said.original) })),
    });
  }
  for (const image of added(before?.images, after.images)) {
    const data = imageRow(image, caseId);
    await tx.caseImage.upsert({ where: { id: image.id }, create: data, update: data });
  }
  const assessments = added(before?.assessments, after.assessments);
  if (assessments.length > 0) {
    await tx.assessment.createMany({
      data: assessments.map((made) => ({
        ...made,
        caseId,
        differential: json(made.differential),
        redFlags: json(made.redFlags),
        similarCases: json(made.similarCases),
        limitations: [...made.limitations],
        provenance: json(made.provenance),
      })),
    });
  }
  for (const escalation of added(before?.escalations, after.escalations)) {
    const data = {
      ...escalation,
      caseId,
      facilityId: after.facilityId,
      urgencyRank: listRank(escalation.urgency),
      reasons: json(escalation.reasons),
    };
    await tx.escalation.upsert({ where: { id: escalation.id }, create: data, update: data });
  }
  await saveSingles(tx, before, after);
}

async function saveSingles(tx: Transaction, before: TriageCase | null, after: TriageCase): Promise<void> {
  const where = { caseId: after.id };
  if (after.soapNote !== null && after.soapNote !== before?.soapNote) {
    await tx.soapNote.upsert({ where, create: { ...where, ...after.soapNote }, update: after.soapNote });
  }
  if (after.explanation !== null && after.explanation !== before?.explanation) {
    await tx.explanation.upsert({
      where,
      create: { ...where, ...after.explanation },
      update: after.explanation,
    });
  }
  if (after.review !== null && after.review !== before?.review) {
    const data = { ...after.review, diagnosisIcd10: [...after.review.diagnosisIcd10] };
    await tx.review.upsert({ where, create: { ...where, ...data }, update: data });
  }
  if (after.outcome !== null && after.outcome !== before?.outcome) {
    const data = { ...after.outcome, diagnosisIcd10: [...after.outcome.diagnosisIcd10] };
    await tx.outcome.upsert({ where, create: { ...where, ...data }, update: data });
  }
}

async function saveFindings(tx: Transaction, { id: caseId, findings }: TriageCase): Promise<void> {
  const data = {
    chiefComplaint: findings.chiefComplaint,
    bodySites: [...findings.bodySites],
    textures: [...findings.textures],
    duration: findings.duration,
    progression: findings.progression,
    signs: json(findings.signs),
    numbers: json(findings.numbers),
  };
  await tx.caseFindings.upsert({ where: { caseId }, create: { caseId, ...data }, update: data });
}

async function deleteParts(tx: Transaction, caseId: string): Promise<void> {
  const where = { caseId };
  await tx.utterance.deleteMany({ where });
  await tx.consent.deleteMany({ where });
  await tx.caseImage.deleteMany({ where });
  await tx.assessment.deleteMany({ where });
  await tx.soapNote.deleteMany({ where });
  await tx.explanation.deleteMany({ where });
  await tx.review.deleteMany({ where });
  await tx.outcome.deleteMany({ where });
}

function imageRow({ quality, ...image }: CaseImage, caseId: string) {
  return { ...image, ...quality, caseId };
}

function added<T>(before: readonly T[] = [], after: readonly T[]): readonly T[] {
  const known = new Set(before);
  return after.filter((item) => !known.has(item));
}

function json(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

function bytes(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(value);
}
