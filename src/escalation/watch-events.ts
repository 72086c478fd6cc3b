import { type CaseReading, findCaseById } from '../cases';
import { type CaseError, type EscalationEventKind, type Result, type Urgency, type Viewer } from '../domain';
import { chosen } from '../graphql';
import { Action, facilitiesAsked, permit, pooledAsked, tierSeenFrom } from '../identity';
import { type EventStream, type StreamRequest } from './event-stream';
import { type StreamRow } from './stream-row';

type Watching = Promise<Result<AsyncIterableIterator<StreamRow>, CaseError>>;

interface WatchDeps {
  readonly stream: Pick<EventStream, 'open'>;
  readonly reading: Pick<CaseReading, 'accessLog' | 'caseById' | 'caseByNumber' | 'tierReached'>;
}

export interface EscalationEventsAsked {
  readonly after?: string | null;
  readonly filter?: {
    readonly kinds?: readonly EscalationEventKind[] | null;
    readonly urgency?: readonly Urgency[] | null;
    readonly facilityId?: string | null;
  } | null;
}

export interface CaseEventsAsked {
  readonly after?: string | null;
  readonly filter?: {
    readonly kinds?: readonly string[] | null;
    readonly caseId?: string | null;
    readonly facilityId?: string | null;
  } | null;
}

/**
 * Escalation events of the viewer's facilities, and of those that a pool of theirs stands behind from its tier on.
 * Errors: FORBIDDEN, BAD_USER_INPUT on `after`.
 */
export async function watchEscalations(
  { stream }: WatchDeps,
  viewer: Viewer,
  { after = null, filter }: EscalationEventsAsked,
): Watching {
  const allowed = permit(viewer, Action.READ_ESCALATION);
  if (!allowed.ok) return allowed;
  const kinds = chosen(filter?.kinds);
  const urgencies = chosen(filter?.urgency);
  const { facilityIds, isReached } = whatIsSeenOf(viewer, filter?.facilityId);
  return stream.open({
    facilityIds,
    after,
    onlyEscalations: true,
    matches: (row) =>
      row.escalation !== null &&
      isReached(row) &&
      (kinds?.includes(row.escalation.kind) ?? true) &&
      (urgencies?.includes(row.escalation.urgency) ?? true),
  });
}

/**
 * Every event of the viewer's facilities; of those that a pool of theirs stands behind, what happens to escalations from the
 * pool's tier on. Errors: FORBIDDEN, BAD_USER_INPUT on `after`.
 */
export async function watchCaseEvents(
  { stream }: WatchDeps,
  viewer: Viewer,
  { after = null, filter }: CaseEventsAsked,
): Watching {
  const allowed = permit(viewer, Action.READ_CASE);
  if (!allowed.ok) return allowed;
  const kinds = chosen(filter?.kinds);
  const caseId = filter?.caseId?.toLowerCase();
  const { facilityIds, onlyEscalations, isReached } = whatIsSeenOf(viewer, filter?.facilityId);
  return stream.open({
    facilityIds,
    after,
    onlyEscalations,
    matches: (row) =>
      isReached(row) &&
      (kinds?.includes(row.kind) ?? true) &&
      (caseId === undefined || row.caseId === caseId),
  });
}

/** What happens to one case from now on. Errors: NOT_FOUND, FORBIDDEN. */
export async function watchCase({ stream, reading }: WatchDeps, viewer: Viewer, id: string): Watching {
  const found = await findCaseById(reading, viewer, id);
  if (!found.ok) return found;
  const { id: caseId, facility } = found.value;
  return stream.open({ facilityIds: [facility.id], after: null, matches: (row) => row.caseId === caseId });
}

/** Members see everything of their facility; a pool sees what is escalated, once the tier has come to it. */
function whatIsSeenOf(
  viewer: Viewer,
  facilityId: string | null | undefined,
): Pick<StreamRequest, 'facilityIds' | 'onlyEscalations'> & { isReached: (row: StreamRow) => boolean } {
  const own = facilitiesAsked(viewer, facilityId);
  const pooled = pooledAsked(viewer, facilityId).map((behind) => behind.facilityId);
  const known = pooled.filter((id) => id !== null);
  const fromTier = new Map([...own, ...known].map((id) => [id, tierSeenFrom(viewer, id)]));
  const isBehindAll = known.length < pooled.length;
  return {
    facilityIds: isBehindAll ? null : [...fromTier.keys()],
    onlyEscalations: own.length === 0,
    isReached: ({ escalation, facilityId: id }) =>
      (escalation?.tier ?? 0) >= (fromTier.get(id) ?? tierSeenFrom(viewer, id)),
  };
}
