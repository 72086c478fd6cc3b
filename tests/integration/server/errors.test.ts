import { ask, startTinyServer, type Behaviour, type TinyServer } from '../../support/tiny-server';

const PLANTED = 'Amina Okafor, +254 700 123456';
const behaviour: Behaviour = {};
let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer(behaviour);
});
afterAll(() => server.close());

async function firstError(query: string, variables: Record<string, unknown> = {}) {
  const { errors } = await ask(server, query, variables);
  if (errors?.[0] === undefined) throw new Error('The request was expected to fail.');
  return errors[0];
}

async function failWith(failure: unknown) {
  behaviour.failure = failure;
  return firstError('{ fails }');
}

describe('a refusal', () => {
  it('carries its code, and the field that it is about', async () => {
    expect((await firstError('{ missing }')).extensions).toEqual({ code: 'NOT_FOUND' });
    expect((await firstError('{ refused }')).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'findings.present.0',
    });
    expect((await firstError('{ whoAmI }')).extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });
});

describe('bad input', () => {
  const GREET = 'mutation ($input: GreetInput!) { greet(input: $input) }';

  it.each([
    ['the wrong type', { name: { full: PLANTED } }, 'name'],
    ['the wrong type, deep inside', { name: 'A', person: { ageYears: PLANTED } }, 'person.ageYears'],
    ['a missing value', { person: null }, ''],
    ['a value out of bounds', { name: PLANTED }, 'name'],
    ['a value out of bounds, deep inside', { name: 'A', person: { ageYears: 131 } }, 'person.ageYears'],
  ])('of %s names the field and does not repeat the value', async (_what, input, field) => {
    const error = await firstError(GREET, { input });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: field || 'input' });
    expect(JSON.stringify(error)).not.toContain('Amina');
  });

  it('cannot name a field of its own making', async () => {
    const error = await firstError(GREET, { input: { name: { a: 'x" at "input.forged"; ' } } });
    expect(error.extensions.field).toBe('name');
  });

  it('without its variable names the variable', async () => {
    expect((await firstError(GREET)).extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'input' });
  });
});

describe('what nobody expected', () => {
  it('is told as a trace id alone, and logged under it without the message', async () => {
    const error = await failWith(new TypeError(`cannot read ${PLANTED}`));
    expect(error.message).toBe('Internal server error.');
    const { code, traceId } = error.extensions;
    expect(code).toBe('INTERNAL_SERVER_ERROR');
    expect(Object.keys(error.extensions).sort()).toEqual(['code', 'traceId']);
    const line = server
      .logged()
      .split('\n')
      .find((entry) => entry.includes(String(traceId)));
    expect(line).toContain('TypeError');
    expect(server.logged()).not.toContain('Amina');
  });

  it('that is not even an error is no different', async () => {
    expect((await failWith(PLANTED)).extensions.code).toBe('INTERNAL_SERVER_ERROR');
  });
});

describe('an outage', () => {
  class ClientClosedError extends Error {}

  it.each([
    ['a refused connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    [
      'several refused connections',
      new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]),
    ],
    ['PostgreSQL shutting down', Object.assign(new Error('x'), { code: '57P01' })],
    ['an unreachable database under Prisma', new Error('x', { cause: { kind: 'DatabaseNotReachable' } })],
    ['a pool that ran dry', Object.assign(new Error('x'), { code: 'P2024' })],
    ['Redis being gone', new ClientClosedError('The client is closed')],
  ])('of %s is DEPENDENCY_UNAVAILABLE', async (_what, failure) => {
    expect((await failWith(failure)).extensions).toEqual({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('is not what a violated constraint is', async () => {
    const violated = Object.assign(new Error('x'), { code: 'P2002' });
    expect((await failWith(violated)).extensions.code).toBe('INTERNAL_SERVER_ERROR');
  });

  it('while asking who calls is one too', async () => {
    const blind = await startTinyServer(
      {},
      { authenticate: () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })) },
    );
    const { errors } = await ask(blind, '{ hello }');
    await blind.close();
    expect(errors?.[0]?.extensions).toEqual({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});

describe('a document', () => {
  it.each([
    ['GRAPHQL_PARSE_FAILED', '{ hello'],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
  ])('that cannot run is %s and 400', async (code, query) => {
    const { status, errors } = await ask(server, query);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe(code);
  });

  it('of 5000 tokens and more is not even read to its end', async () => {
    const { errors } = await ask(server, `{ ${'hello '.repeat(5001)} }`);
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });
});

it('answers a body that is no JSON, or too long, in the shape of a GraphQL error', async () => {
  const post = (body: string) =>
    fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const broken = await post(`{"query": "${PLANTED}`);
  expect(broken.status).toBe(400);
  expect(await broken.text()).toMatch(/^\{"errors":\[\{"message":"The request cannot be read\."/);
  expect((await post(JSON.stringify({ query: 'x'.repeat(200_000) }))).status).toBe(413);
});

it('answers an unknown path with 404', async () => {
  const response = await fetch(`${server.url}/nothing`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});
