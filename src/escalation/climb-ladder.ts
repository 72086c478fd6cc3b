import { type CaseDeps, systemContext } from '../cases';
import { type AcknowledgementPolicy, climb, EscalationStatus, type LadderStep } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';

interface ClimbDeps extends CaseDeps {
  readonly prisma: PrismaClient;
  readonly acknowledgementPolicyOf: (facilityId: string) => Promise<AcknowledgementPolicy>;
}

/**
 * A step of the ladder ran out: whoever is next is asked, unless somebody answered or the step is not the present one any
 * more. Safe to repeat, and to run twice at once: the case is locked while it is decided.
 */
export async function climbLadder(deps: ClimbDeps, step: LadderStep): Promise<void> {
  const facility = await facilityOfOpen(deps, step.escalationId);
  if (facility === null) return;
  const { id, hasRegionalPool } = facility;
  const behind = { policy: await deps.acknowledgementPolicyOf(id), hasRegionalPool };
  const changed = await deps.cases.change(step.caseId, (triageCase) =>
    climb(triageCase, step, behind, systemContext(deps)),
  );
  if (!changed.ok) throw new Error(`A ladder could not be climbed: ${changed.error.code}.`);
}

/**
 * Where an open escalation is, and whether the region stands behind that facility with somebody who could answer: an
 * emergency does not wait for a pool that is empty. Null for one that is answered.
 */
async function facilityOfOpen(
  { prisma }: Pick<ClimbDeps, 'prisma'>,
  escalationId: string,
): Promise<{ readonly id: string; readonly hasRegionalPool: boolean } | null> {
  const [row] = await prisma.$queryRaw<{ id: string; hasRegionalPool: boolean }[]>`
    SELECT f.id, EXISTS (
      SELECT 1 FROM pool p JOIN pool_member m ON m.pool_id = p.id JOIN staff s ON s.id = m.staff_id
      WHERE p.id = f.pool_id AND p.kind = 'REGIONAL' AND s.disabled_at IS NULL
    ) AS "hasRegionalPool"
    FROM escalation e JOIN facility f ON f.id = e.facility_id
    WHERE e.id = ${escalationId}::uuid AND e.status = ${EscalationStatus.OPEN}::"EscalationStatus"`;
  return row ?? null;
}
