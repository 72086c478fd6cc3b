import { type CaseReading, findCaseById } from '../cases';
import { type CaseError, type EscalationEventKind, type Result, type Urgency, type Viewer } from '../domain';
import { chosen } from '../graphql';
import { Action, facilitiesAsked, permit, pooledAsked } from '../identity';
import { type EventStream } from './event-stream';
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
  const { facilityIds, isReached } = whatIsSeenOf(viewer, filter?.facilityId);
  return stream.open({
    facilityIds,
    after,
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
): { facilityIds: readonly string[]; isReached: (row: StreamRow) => boolean } {
  const fromTier = new Map<string, number>();
  for (const pooled of pooledAsked(viewer, facilityId)) fromTier.set(pooled.facilityId, pooled.fromTier);
  for (const own of facilitiesAsked(viewer, facilityId)) fromTier.set(own, 0);
  return {
    facilityIds: [...fromTier.keys()],
    isReached: (row) => (row.escalation?.tier ?? 0) >= (fromTier.get(row.facilityId) ?? Infinity),
  };
}
