import { type CaseError, isUuid, ok, type Result } from '../domain';
import { type Connection, type CursorKeys, readPage, toConnection } from '../graphql';

export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** A page of rows whose ids grow with time, the newest first. */
export interface NewestFirst {
  /** What the page begins after; `{}` for the first one. */
  readonly where: { readonly id?: { readonly lt: string } };
  readonly orderBy: { readonly id: 'desc' };
  /** One more than the page has, which shows whether another one follows. */
  readonly take: number;
  toConnection<Row extends { readonly id: string }>(this: void, rows: readonly Row[]): Connection<Row>;
}

/** Errors: BAD_USER_INPUT. */
export function readNewestFirst(request: PageRequest): Result<NewestFirst, CaseError> {
  const page = readPage(request, isIdKeys);
  if (!page.ok) return page;
  const [lastId] = page.value.after ?? [];
  return ok({
    where: lastId === undefined ? {} : { id: { lt: lastId } },
    orderBy: { id: 'desc' },
    take: page.value.size + 1,
    toConnection: (rows) => toConnection(rows, page.value, ({ id }): IdKeys => [id]),
  });
}

type IdKeys = readonly [id: string];

function isIdKeys(keys: CursorKeys): keys is IdKeys {
  const [id] = keys;
  return keys.length === 1 && typeof id === 'string' && isUuid(id);
}
