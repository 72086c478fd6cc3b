import { type BatchFn } from '../../graphql';
import { Prisma, type PrismaClient } from '../../generated/prisma/client';
import { type AssessmentType } from '../assessment.types';
import { type ImageRow, toImage, toFindings } from './case-parts';
import { type FindingsType } from '../findings.types';
import { type CaseImageType } from '../image.types';
import { type PatientExplanationType, type SoapNoteType, type UtteranceType } from '../note.types';
import { type ConsentType } from '../patient.types';
import { type OutcomeType, type ReviewType } from '../review.types';
import { type TriageCaseType } from '../triage-case.types';
import { CASE_COLUMNS, type CaseRow, JOIN_PATIENT_AND_FACILITY, toTriageCase } from './case-row';

/** The parts of cases by case id, each for any number of cases in one statement. What a case lacks is not in the map. */
export interface CaseBatches {
  /** Whoever asks must know that the viewer may see the case: nothing is checked here. */
  readonly caseById: BatchFn<string, TriageCaseType>;
  readonly caseByNumber: BatchFn<string, TriageCaseType>;
  /** In the order in which they were given. */
  readonly consents: BatchFn<string, ConsentType[]>;
  readonly findings: BatchFn<string, FindingsType>;
  /** In the order in which it was said. */
  readonly transcript: BatchFn<string, UtteranceType[]>;
  readonly images: BatchFn<string, CaseImageType[]>;
  readonly latestAssessment: BatchFn<string, AssessmentType>;
  /** Oldest first. */
  readonly assessments: BatchFn<string, AssessmentType[]>;
  readonly soapNote: BatchFn<string, SoapNoteType>;
  readonly explanation: BatchFn<string, PatientExplanationType>;
  readonly review: BatchFn<string, ReviewType>;
  readonly outcome: BatchFn<string, OutcomeType>;
}

const ASSESSMENT_COLUMNS = Prisma.sql`
  case_id AS "caseId", id, revision, source, differential, red_flags AS "redFlags", urgency, confidence, rationale,
  would_change AS "wouldChange", unverified_conditions AS "unverifiedConditions", similar_cases AS "similarCases",
  evidence, disclaimer, limitations::text[], provenance, created_at AS "createdAt"`;

export function createCaseBatches(prisma: PrismaClient): CaseBatches {
  const ofCases = (ids: readonly string[]) => ({ where: { caseId: { in: [...ids] } } });
  return {
    caseById: async (ids) => byKey(await casesWhere(prisma, Prisma.sql`c.id = ANY(${ids}::uuid[])`), 'id'),
    caseByNumber: async (numbers) =>
      byKey(await casesWhere(prisma, Prisma.sql`c.number = ANY(${numbers}::text[])`), 'number'),
    consents: async (ids) =>
      groupByCase(await prisma.consent.findMany({ ...ofCases(ids), orderBy: { id: 'asc' } })),
    findings: async (ids) => {
      const rows = await prisma.caseFindings.findMany(ofCases(ids));
      return new Map(rows.map((row) => [row.caseId, toFindings(row)]));
    },
    transcript: async (ids) =>
      groupByCase(
        await prisma.utterance.findMany({
          ...ofCases(ids),
          orderBy: { id: 'asc' },
          omit: { original: true },
        }),
      ),
    images: (ids) => readImages(prisma, ids),
    latestAssessment: async (ids) => {
      const rows = await prisma.$queryRaw<(AssessmentType & InCase)[]>`
        SELECT DISTINCT ON (case_id) ${ASSESSMENT_COLUMNS} FROM assessment
        WHERE case_id = ANY(${ids}::uuid[]) ORDER BY case_id, revision DESC`;
      return byKey(rows, 'caseId');
    },
    assessments: async (ids) =>
      groupByCase(
        await prisma.$queryRaw<(AssessmentType & InCase)[]>`
          SELECT ${ASSESSMENT_COLUMNS} FROM assessment
          WHERE case_id = ANY(${ids}::uuid[]) ORDER BY case_id, revision`,
      ),
    soapNote: async (ids) => byKey(await prisma.soapNote.findMany(ofCases(ids)), 'caseId'),
    explanation: async (ids) => byKey(await prisma.explanation.findMany(ofCases(ids)), 'caseId'),
    review: async (ids) => byKey(await prisma.review.findMany(ofCases(ids)), 'caseId'),
    outcome: async (ids) => byKey(await prisma.outcome.findMany(ofCases(ids)), 'caseId'),
  };
}

interface InCase {
  readonly caseId: string;
}

async function casesWhere(prisma: PrismaClient, condition: Prisma.Sql): Promise<TriageCaseType[]> {
  const rows = await prisma.$queryRaw<CaseRow[]>`
    SELECT ${CASE_COLUMNS} FROM triage_case c ${JOIN_PATIENT_AND_FACILITY} WHERE ${condition}`;
  return rows.map(toTriageCase);
}

/** A picture is shown only while its consent stands: the key of one that is not covered does not leave the database. */
async function readImages(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CaseImageType[]>> {
  const rows = await prisma.$queryRaw<ImageRow[]>`
    SELECT i.case_id AS "caseId", i.id, i.shot_type AS "shotType", i.width_px AS "widthPx", i.height_px AS "heightPx",
           i.usable, i.sharpness, i.brightness, i.reason,
           CASE WHEN (SELECT consent.granted FROM consent
                      WHERE consent.case_id = i.case_id AND consent.kind = 'IMAGE_CAPTURE'
                      ORDER BY consent.id DESC LIMIT 1)
                THEN i.media_key END AS "mediaKey"
    FROM case_image i WHERE i.case_id = ANY(${ids}::uuid[]) ORDER BY i.case_id, i.id`;
  const images = new Map<string, CaseImageType[]>();
  for (const row of rows) append(images, row.caseId, toImage(row));
  return images;
}

function byKey<K extends string, T extends Readonly<Record<K, string>>>(
  rows: readonly T[],
  key: K,
): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row[key], row]));
}

function groupByCase<T extends InCase>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) append(groups, row.caseId, row);
  return groups;
}

function append<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
