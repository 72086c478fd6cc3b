import { type CaseError, ok, type Result, type Viewer } from '../../domain';
import { type PrismaClient } from '../../generated/prisma/client';
import { isWorkListKeys, readPage, toConnection } from '../../graphql';
import { Action, permit } from '../../identity';
import { type CaseConnection, type CaseOrder } from '../case-list.types';
import { keysOf, readCasePage } from './case-page';
import { type CaseFilterValues, caseQuery } from './case-query';
import { toTriageCase } from './case-row';

interface ListCasesRequest {
  readonly filter: CaseFilterValues | null;
  readonly orderBy: CaseOrder;
  readonly first: number;
  readonly after: string | null;
}

/**
 * A page of the cases of the viewer's facilities; of a facility that is not theirs there is nothing to see.
 * Errors: FORBIDDEN, BAD_USER_INPUT (`first`, `after`).
 */
export async function listCases(
  prisma: PrismaClient,
  viewer: Viewer,
  request: ListCasesRequest,
): Promise<Result<CaseConnection, CaseError>> {
  const allowed = permit(viewer, Action.READ_CASE);
  if (!allowed.ok) return allowed;
  const page = readPage(request, isWorkListKeys);
  if (!page.ok) return page;
  const query = caseQuery(viewer, request.filter ?? {}, request.orderBy);
  const { edges, pageInfo } = toConnection(await readCasePage(prisma, query, page.value), page.value, keysOf);
  return ok({
    edges: edges.map(({ cursor, node }) => ({ cursor, node: toTriageCase(node) })),
    pageInfo,
    query,
  });
}
