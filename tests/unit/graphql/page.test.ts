import { type CursorKeys, encodeCursor, readCursor, readPage, toConnection } from '../../../src/graphql';

interface Row {
  readonly rank: number;
  readonly id: string;
}
type Keys = readonly [rank: number, id: string];

const isKeys = (keys: CursorKeys): keys is Keys =>
  keys.length === 2 && typeof keys[0] === 'number' && typeof keys[1] === 'string';
const keysOf = ({ rank, id }: Row): Keys => [rank, id];
const ROWS: readonly Row[] = ['a', 'b', 'c', 'd'].map((id, rank) => ({ rank, id }));

function pageOf(first: number, after?: string | null) {
  const page = readPage({ first, after }, isKeys);
  if (!page.ok) throw new Error(page.error.message);
  return page.value;
}

describe('the arguments of a list', () => {
  it.each([0, -1, 101])('refuse %d at a time', (first) => {
    expect(readPage({ first }, isKeys)).toMatchObject({
      ok: false,
      error: { code: 'BAD_USER_INPUT', field: 'first' },
    });
  });

  it.each([1, 100])('take %d at a time', (first) => {
    expect(pageOf(first)).toEqual({ size: first, after: null });
  });

  it.each([
    ['nothing at all', ''],
    ['no base64url', '%%%'],
    ['no JSON', Buffer.from('not json').toString('base64url')],
    ['no list', Buffer.from('{"rank":1}').toString('base64url')],
    ['a list of other things', Buffer.from('[{"rank":1},[2]]').toString('base64url')],
    ['the cursor of another list', encodeCursor(['a', 'b', 'c'])],
    ['a number beyond all bounds', Buffer.from('[1e999,"a"]').toString('base64url')],
  ])('refuse a cursor that is %s', (_what, after) => {
    expect(readPage({ first: 1, after }, isKeys)).toMatchObject({
      ok: false,
      error: { code: 'BAD_USER_INPUT', field: 'after' },
    });
  });
});

it('gives back the keys that a cursor was made of', () => {
  expect(readCursor(encodeCursor([3, 'ж']), isKeys)).toEqual({ ok: true, value: [3, 'ж'] });
  expect(readCursor(null, isKeys)).toEqual({ ok: true, value: null });
});

describe('a connection', () => {
  it('goes on while there is one row more than asked for, which is not shown', () => {
    const connection = toConnection(ROWS.slice(0, 3), pageOf(2), keysOf);
    expect(connection.edges.map(({ node }) => node.id)).toEqual(['a', 'b']);
    expect(connection.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor([0, 'a']),
      endCursor: encodeCursor([1, 'b']),
    });
  });

  it('ends with its last row', () => {
    const connection = toConnection(ROWS.slice(2), pageOf(2, encodeCursor([1, 'b'])), keysOf);
    expect(connection.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('of nothing has no cursors', () => {
    expect(toConnection([], pageOf(2), keysOf)).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});
