import { type CaseError, type EscalationStatus, ok, type Result, type Urgency, type Viewer } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';
import { chosen, isWorkListKeys, readPage, toConnection, type WorkListKeys } from '../graphql';
import { Action, facilitiesAsked, permit, pooledAsked } from '../identity';
import { escalationPageSql, type EscalationQuery } from './escalation-page';
import { type EscalationConnection, type EscalationType } from './escalation.types';
import { type EventStream } from './event-stream';

interface EscalationListRequest {
  readonly filter: {
    readonly status?: readonly EscalationStatus[] | null;
    readonly urgency?: readonly Urgency[] | null;
    readonly facilityId?: string | null;
  } | null;
  readonly first: number;
  readonly after: string | null;
}

type EscalationRow = EscalationType & { readonly urgencyRank: number };

/**
 * A page of escalations, most urgent first, then longest waiting, with the stream's cursor from before it was read.
 * Errors: FORBIDDEN, BAD_USER_INPUT on `first` or `after`.
 */
export async function listEscalations(
  { prisma, stream }: { readonly prisma: PrismaClient; readonly stream: Pick<EventStream, 'headCursor'> },
  viewer: Viewer,
  { filter, ...request }: EscalationListRequest,
): Promise<Result<EscalationConnection, CaseError>> {
  const allowed = permit(viewer, Action.READ_ESCALATION);
  if (!allowed.ok) return allowed;
  const page = readPage(request, isWorkListKeys);
  if (!page.ok) return page;
  const query: EscalationQuery = {
    facilityIds: facilitiesAsked(viewer, filter?.facilityId),
    pooled: pooledAsked(viewer, filter?.facilityId),
    statuses: chosen(filter?.status),
    urgencies: chosen(filter?.urgency),
  };
  // In this order: what commits in between is in the list and comes once more, but never falls through.
  const streamCursor = await stream.headCursor();
  const rows = await prisma.$queryRaw<EscalationRow[]>(escalationPageSql(query, page.value));
  return ok({ ...toConnection(rows, page.value, keysOf), streamCursor, query });
}

function keysOf(row: EscalationRow): WorkListKeys {
  return [row.urgencyRank, row.raisedAt.toISOString(), row.id];
}
