import { type CaseStatus } from '../../domain';
import { type PrismaClient } from '../../generated/prisma/client';

/** What of a case long work about it has to look at again and again; loading cases whole for that would be too much. */
export interface CaseGlance {
  readonly id: string;
  readonly status: CaseStatus;
  /** Whether the last word on CARE was a yes. */
  readonly hasCareConsent: boolean;
  readonly latestAssessmentId: string | null;
  /** Pictures whose bytes are still kept: a withdrawn consent takes them away. */
  readonly keptImageIds: readonly string[];
}

/** These cases as they stand, in one statement; what is not there is left out. */
export function glanceAtCases(prisma: PrismaClient, ids: readonly string[]): Promise<CaseGlance[]> {
  return prisma.$queryRaw<CaseGlance[]>`
    SELECT c.id::text, c.status::text,
      COALESCE((SELECT consent.granted FROM consent WHERE consent.case_id = c.id AND consent.kind = 'CARE'
        ORDER BY consent.id DESC LIMIT 1), false) AS "hasCareConsent",
      (SELECT a.id::text FROM assessment a WHERE a.case_id = c.id ORDER BY a.revision DESC LIMIT 1)
        AS "latestAssessmentId",
      ARRAY(SELECT i.id::text FROM case_image i WHERE i.case_id = c.id AND i.media_key IS NOT NULL)
        AS "keptImageIds"
    FROM triage_case c WHERE c.id = ANY(${[...ids]}::uuid[])`;
}
