import { type CaseDeps, contextFor } from '../cases';
import {
  acknowledgeEscalation as acknowledge,
  type CaseError,
  err,
  isUuid,
  notFound,
  ok,
  type Result,
  type Viewer,
} from '../domain';
import { Action, authoriseEscalated } from '../identity';
import { type EscalationBatches } from './escalation-batches';
import { type EscalationType } from './escalation.types';

interface AcknowledgeDeps extends CaseDeps {
  readonly batches: Pick<EscalationBatches, 'escalationById'>;
}

interface Acknowledgement {
  readonly escalationId: string;
  readonly note?: string | null;
}

/**
 * Says that somebody has seen it and will act. Doing so twice, or after somebody else, changes nothing.
 * Errors: NOT_FOUND (also for what another facility owns, and no pool of the viewer's was asked), FORBIDDEN.
 */
export async function acknowledgeEscalation(
  deps: AcknowledgeDeps,
  viewer: Viewer,
  { escalationId, note = null }: Acknowledgement,
): Promise<Result<EscalationType, CaseError>> {
  const found = await find(deps, escalationId);
  if (found === null) return err(notFound('escalation'));
  const changed = await deps.cases.change(found.caseId, (triageCase) => {
    const tier = triageCase.escalations.find(({ id }) => id === found.id)?.tier ?? null;
    const escalated = { facilityId: triageCase.facilityId, tier };
    const allowed = authoriseEscalated(viewer, Action.ACKNOWLEDGE_ESCALATION, escalated, 'escalation');
    if (!allowed.ok) return allowed;
    return acknowledge(triageCase, { escalationId: found.id, by: viewer.id, note }, contextFor(deps, viewer));
  });
  return changed.ok ? ok((await find(deps, found.id)) ?? found) : changed;
}

async function find({ batches }: AcknowledgeDeps, id: string): Promise<EscalationType | null> {
  const key = id.toLowerCase();
  return isUuid(key) ? ((await batches.escalationById([key])).get(key) ?? null) : null;
}
