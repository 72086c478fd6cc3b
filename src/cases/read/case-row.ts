import { type CaseStatus, type FitzpatrickSkinType, type SexAtBirth, type Urgency } from '../../domain';
import { Prisma } from '../../generated/prisma/client';
import { type TriageCaseType } from '../triage-case.types';

/** One row of the lists' projection with its patient and its facility, as `CASE_COLUMNS` selects it. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly urgency: Urgency | null;
  readonly urgencyRank: number;
  readonly version: number;
  readonly language: string;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly assigneeId: string | null;
  readonly patientId: string;
  readonly externalId: string | null;
  readonly ageYears: number | null;
  readonly ageDays: number | null;
  readonly sexAtBirth: SexAtBirth | null;
  readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
  readonly facilityId: string;
  readonly facilityName: string;
  readonly region: string;
  readonly travelDirections: string;
}

/** What a list needs of triage_case itself (alias `c`); narrow, because lists sort it. */
export const PROJECTION = Prisma.sql`
  c.id, c.number, c.status, c.urgency, c.urgency_rank, c.version, c.language, c.opened_at, c.updated_at,
  c.assignee_id, c.patient_id, c.facility_id`;

/** A `CaseRow`, from triage_case `c`, patient `p` and facility `f`: see `JOIN_PATIENT_AND_FACILITY`. */
export const CASE_COLUMNS = Prisma.sql`
  c.id, c.number, c.status, c.urgency, c.urgency_rank AS "urgencyRank", c.version, c.language,
  c.opened_at AS "openedAt", c.updated_at AS "updatedAt", c.assignee_id AS "assigneeId",
  p.id AS "patientId", p.external_id AS "externalId", p.age_years AS "ageYears", p.age_days AS "ageDays",
  p.sex_at_birth AS "sexAtBirth", p.fitzpatrick_skin_type AS "fitzpatrickSkinType",
  f.id AS "facilityId", f.name AS "facilityName", f.region, f.travel_directions AS "travelDirections"`;

export const JOIN_PATIENT_AND_FACILITY = Prisma.sql`
  JOIN patient p ON p.id = c.patient_id
  JOIN facility f ON f.id = c.facility_id`;

/** A row, as the API's object. */
export function toTriageCase(row: CaseRow): TriageCaseType {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    urgency: row.urgency,
    version: row.version,
    language: row.language,
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    assigneeId: row.assigneeId,
    patient: {
      id: row.patientId,
      externalId: row.externalId,
      ageYears: row.ageYears,
      ageDays: row.ageDays,
      sexAtBirth: row.sexAtBirth,
      fitzpatrickSkinType: row.fitzpatrickSkinType,
    },
    facility: {
      id: row.facilityId,
      name: row.facilityName,
      region: row.region,
      travelDirections: row.travelDirections,
    },
  };
}
