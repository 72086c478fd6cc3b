import {
  type BatchFn,
  type Connection,
  encodeCursor,
  type CursorKeys,
  type Page,
  toConnection,
} from '../../graphql';
import { type PrismaClient } from '../../generated/prisma/client';
import { type CaseEventType } from '../case-event.types';

/** Where a page of a case's history ended: its sequence within the case. */
export type HistoryKeys = readonly [caseSequence: number];

/** No case has so many events, and the database's integer ends there. */
const MAX_SEQUENCE = 2 ** 31 - 1;

export function isHistoryKeys(keys: CursorKeys): keys is HistoryKeys {
  const [sequence] = keys;
  return keys.length === 1 && Number.isInteger(sequence) && Math.abs(Number(sequence)) <= MAX_SEQUENCE;
}

/** A page of one case's history. */
export interface HistoryRequest {
  readonly caseId: string;
  readonly page: Page<HistoryKeys>;
}

interface EventRow {
  readonly place: number;
  readonly caseId: string;
  readonly caseSequence: number;
  readonly at: Date;
  readonly actor: string;
  readonly kind: string;
  readonly summary: string;
}

/** Pages of the histories of any number of cases, oldest event first, in one statement. */
export function createHistoryBatch(prisma: PrismaClient): BatchFn<HistoryRequest, Connection<CaseEventType>> {
  return async (requests) => {
    const rows = await prisma.$queryRaw<EventRow[]>`
      SELECT wanted.place::int AS place, e.*
      FROM unnest(${requests.map(({ caseId }) => caseId)}::uuid[],
                  ${requests.map(({ page }) => page.after?.[0] ?? 0)}::int[],
                  ${requests.map(({ page }) => page.size + 1)}::int[])
           WITH ORDINALITY AS wanted(case_id, after, size, place)
      CROSS JOIN LATERAL (
        SELECT case_id AS "caseId", case_sequence AS "caseSequence", at, actor, kind, summary
        FROM case_event
        WHERE case_event.case_id = wanted.case_id AND case_sequence > wanted.after
        ORDER BY case_sequence LIMIT wanted.size
      ) e
      ORDER BY wanted.place, e."caseSequence"`;
    return new Map(
      requests.map((request, index) => {
        const events = rows.filter((row) => row.place === index + 1).map(toEvent);
        return [
          request,
          toConnection(events, request.page, ({ caseSequence }): HistoryKeys => [caseSequence]),
        ];
      }),
    );
  };
}

function toEvent(row: EventRow): CaseEventType & { readonly caseSequence: number } {
  const { caseId, caseSequence, at, actor, kind, summary } = row;
  return { caseId, caseSequence, at, actor, kind, summary, cursor: encodeCursor([caseSequence]) };
}
