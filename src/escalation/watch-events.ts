import { type CaseReading, findCaseById } from '../cases';
import { type CaseError, type EscalationEventKind, type Result, type Urgency, type Viewer } from '../domain';
import { chosen } from '../graphql';
import { Action, facilitiesAsked, permit } from '../identity';
import { type EventStream } from './event-stream';
import { type StreamRow } from './stream-row';

type Watching = Promise<Result<AsyncIterableIterator<StreamRow>, CaseError>>;

interface WatchDeps {
  readonly stream: Pick<EventStream, 'open'>;
  readonly reading: Pick<CaseReading, 'accessLog' | 'caseById' | 'caseByNumber'>;
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

/** Escalation events of the viewer's facilities. Errors: FORBIDDEN, BAD_USER_INPUT on `after`. */
export async function watchEscalations(
  { stream }: WatchDeps,
  viewer: Viewer,
  { after = null, filter }: EscalationEventsAsked,
): Watching {
  const allowed = permit(viewer, Action.READ_ESCALATION);
  if (!allowed.ok) return allowed;
  const kinds = chosen(filter?.kinds);
  const urgencies = chosen(filter?.urgency);
  return stream.open({
    facilityIds: facilitiesAsked(viewer, filter?.facilityId),
    after,
    onlyEscalations: true,
    matches: ({ escalation }) =>
      escalation !== null &&
      (kinds?.includes(escalation.kind) ?? true) &&
      (urgencies?.includes(escalation.urgency) ?? true),
  });
}

/** Every event of the viewer's facilities. Errors: FORBIDDEN, BAD_USER_INPUT on `after`. */
export async function watchCaseEvents(
  { stream }: WatchDeps,
  viewer: Viewer,
  { after = null, filter }: CaseEventsAsked,
): Watching {
  const allowed = permit(viewer, Action.READ_CASE);
  if (!allowed.ok) return allowed;
  const kinds = chosen(filter?.kinds);
  const caseId = filter?.caseId?.toLowerCase();
  return stream.open({
    facilityIds: facilitiesAsked(viewer, filter?.facilityId),
    after,
    matches: (row) => (kinds?.includes(row.kind) ?? true) && (caseId === undefined || row.caseId === caseId),
  });
}

/** What happens to one case from now on. Errors: NOT_FOUND, FORBIDDEN. */
export async function watchCase({ stream, reading }: WatchDeps, viewer: Viewer, id: string): Watching {
  const found = await findCaseById(reading, viewer, id);
  if (!found.ok) return found;
  const { id: caseId, facility } = found.value;
  return stream.open({ facilityIds: [facility.id], after: null, matches: (row) => row.caseId === caseId });
}
