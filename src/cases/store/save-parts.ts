import { type CaseImage, type TriageCase } from '../../domain';
import { Prisma } from '../../generated/prisma/client';
import { listRank } from './case-columns';
import { type Transaction } from './transact';

/** Writes the parts of a case that `before` did not have, or had otherwise; null: the case was just opened. */
export async function saveParts(
  tx: Transaction,
  before: TriageCase | null,
  after: TriageCase,
): Promise<void> {
  const caseId = after.id;
  if (before === null || before.findings !== after.findings) await saveFindings(tx, after);
  const consents = added(before?.consents, after.consents);
  if (consents.length > 0)
    await tx.consent.createMany({ data: consents.map((consent) => ({ ...consent, caseId })) });
  const utterances = added(before?.utterances, after.utterances);
  if (utterances.length > 0) {
    await tx.utterance.createMany({
      data: utterances.map((said) => ({
        ...said,
        caseId,
        original: said.original && new Uint8Array(said.original),
      })),
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
        evidence: made.evidence === null ? Prisma.DbNull : json(made.evidence),
        limitations: [...made.limitations],
        wouldChange: [...made.wouldChange],
        unverifiedConditions: [...made.unverifiedConditions],
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

/** Deletes what an erased case must not keep; its escalations, emptied of words, stay. */
export async function deleteParts(tx: Transaction, caseId: string): Promise<void> {
  const where = { caseId };
  await tx.utterance.deleteMany({ where });
  await tx.consent.deleteMany({ where });
  await tx.caseImage.deleteMany({ where });
  await tx.assessment.deleteMany({ where });
  await tx.modelCall.deleteMany({ where });
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
