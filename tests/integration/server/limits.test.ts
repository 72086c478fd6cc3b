import { getIntrospectionQuery } from 'graphql';
import { ask, startTinyServer, type TinyServer } from '../../support/tiny-server';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.close());

async function codeOf(query: string, variables?: Record<string, unknown>): Promise<unknown> {
  const { errors } = await ask(server, query, variables);
  return errors?.[0]?.extensions.code;
}

function nested(levels: number): string {
  return levels === 0 ? 'id' : `inner { ${nested(levels - 1)} }`;
}

it('counts a page as often as it may have rows', async () => {
  const query = 'query ($first: Int!) { rows(first: $first) { id inner { id inner { id inner { id } } } } }';
  expect(await codeOf(query, { first: 100 })).toBeUndefined();
  const wider = query.replace('{ id }', '{ id a: id b: id c: id d: id }');
  expect(await codeOf(wider, { first: 100 })).toBe('QUERY_TOO_COMPLEX');
  expect(await codeOf(wider, { first: 50 })).toBeUndefined();
});

it('counts a page of which no size is given by its default, and one of a negative size as one row', async () => {
  const heavy = nested(4);
  const aliases = Array.from({ length: 5 }, (_, i) => `r${i}: rows { ${heavy} ...Wide }`).join(' ');
  const wide = `fragment Wide on Row { id inner { id inner { id inner { id inner { id } } } } }`;
  expect(await codeOf(`{ ${aliases} } ${wide}`)).toBe('QUERY_TOO_COMPLEX');
  expect(await codeOf(`{ ${aliases.replaceAll('rows', 'rows(first: -5)')} } ${wide}`)).not.toBe(
    'QUERY_TOO_COMPLEX',
  );
});

it('refuses what is nested too deeply, in the open or through fragments', async () => {
  expect(await codeOf(`{ rows { ${nested(4)} } }`)).toBeUndefined();
  expect(await codeOf(`{ rows { ${nested(5)} } }`)).toBe('QUERY_TOO_COMPLEX');
  expect(
    await codeOf(
      `{ rows { ...A } } fragment A on Row { inner { inner { ...B } } } fragment B on Row { ${nested(3)} }`,
    ),
  ).toBe('QUERY_TOO_COMPLEX');
});

it('refuses too many aliases', async () => {
  const hellos = (count: number) => Array.from({ length: count }, (_, i) => `h${i}: hello`).join(' ');
  expect(await codeOf(`{ ${hellos(5)} }`)).toBeUndefined();
  expect(await codeOf(`{ ${hellos(6)} }`)).toBe('QUERY_TOO_COMPLEX');
});

it('takes no time over fragments that spread each other in pairs', async () => {
  const pairs = Array.from(
    { length: 60 },
    (_, i) => `fragment F${i} on Row { ...F${i + 1} ...F${i + 1} }`,
  ).join(' ');
  expect(await codeOf(`{ rows { ...F0 } } ${pairs} fragment F60 on Row { id }`)).toBe('QUERY_TOO_COMPLEX');
});

it('lets a tool ask for the whole schema', async () => {
  expect(await codeOf(getIntrospectionQuery())).toBeUndefined();
});

it('tells a client that the status is 400', async () => {
  expect((await ask(server, `{ rows { ${nested(9)} } }`)).status).toBe(400);
});
