import { Field, ObjectType } from 'type-graphql';
import { badInput, err, ok, type CaseError, type Result } from '../domain';
import { CursorScalar } from './scalars';

export const MAX_PAGE_SIZE = 100;

/** How often what stands inside a page is counted: as the page may have rows, also where `first` is one that is refused. */
export function rowsToCount(first: number): number {
  return Math.min(Math.max(first, 1), MAX_PAGE_SIZE);
}

@ObjectType()
export class PageInfo {
  @Field(() => Boolean) hasNextPage: boolean;
  @Field(() => Boolean) hasPreviousPage: boolean;
  @Field(() => CursorScalar, { nullable: true }) startCursor: string | null;
  @Field(() => CursorScalar, { nullable: true }) endCursor: string | null;
}

/** The values that a list is ordered by, as JSON holds them: dates as ISO strings. */
export type CursorKeys = readonly (string | number | null)[];

export interface Page<Keys> {
  /** 1 to 100 rows. Fetch one more than this to learn whether another page follows. */
  readonly size: number;
  /** The last row of the page before; null for the first page. */
  readonly after: Keys | null;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfo;
}

/**
 * Checks the arguments of a list. `isKeys` says whether a decoded cursor has the shape that this list gives out.
 * Errors: BAD_USER_INPUT on `first` (not 1 to 100) or `after` (not a cursor of this list).
 */
export function readPage<Keys extends CursorKeys>(
  args: { readonly first: number; readonly after?: string | null },
  isKeys: (keys: CursorKeys) => keys is Keys,
): Result<Page<Keys>, CaseError> {
  if (args.first < 1 || args.first > MAX_PAGE_SIZE) {
    return err(badInput('first', `Ask for 1 to ${MAX_PAGE_SIZE} at a time.`));
  }
  const after = readCursor(args.after ?? null, isKeys);
  return after.ok ? ok({ size: args.first, after: after.value }) : after;
}

/** Null stays null. Errors: BAD_USER_INPUT on `after`. */
export function readCursor<Keys extends CursorKeys>(
  cursor: string | null,
  isKeys: (keys: CursorKeys) => keys is Keys,
): Result<Keys | null, CaseError> {
  if (cursor === null) return ok(null);
  const keys = decodeCursor(cursor);
  return keys !== null && isKeys(keys) ? ok(keys) : err(badInput('after', 'This is no cursor of this list.'));
}

export function encodeCursor(keys: CursorKeys): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Rows fetched as one more than `page.size` become a connection; the surplus row only proves that more follow. */
export function toConnection<Row, Keys extends CursorKeys>(
  rows: readonly Row[],
  page: Page<Keys>,
  keysOf: (row: Row) => Keys,
): Connection<Row> {
  const edges = rows.slice(0, page.size).map((node) => ({ cursor: encodeCursor(keysOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.size,
      // The way back is not searched: behind a cursor there was at least the row that it names.
      hasPreviousPage: page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function decodeCursor(cursor: string): CursorKeys | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(keys) && keys.every(isKey) ? keys : null;
  } catch {
    return null;
  }
}

function isKey(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || Number.isFinite(value);
}
