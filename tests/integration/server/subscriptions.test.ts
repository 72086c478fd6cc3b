import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createEventSource } from '../../support/event-source';
import {
  CLINICIAN,
  CLINICIAN_TOKEN,
  startTinyServer,
  TINY_SETTINGS,
  type Behaviour,
  type TinyServer,
} from '../../support/tiny-server';

interface Closing {
  readonly code: number;
}

let behaviour: Behaviour;
let server: TinyServer;
let clients: Client[];
beforeEach(async () => {
  behaviour = {};
  clients = [];
  server = await startTinyServer(behaviour);
});
afterEach(async () => {
  for (const client of clients) await client.dispose();
  await server.close();
});

function connect(
  connectionParams?: Record<string, unknown>,
  to = server,
): {
  client: Client;
  closed: Promise<Closing>;
} {
  let onClosed: (event: Closing) => void;
  const closed = new Promise<Closing>((resolve) => (onClosed = resolve));
  const client = createClient({
    url: `${to.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    on: { closed: (event) => onClosed(event as Closing) },
  });
  clients.push(client);
  return { client, closed };
}

const asClinician = { authorization: `Bearer ${CLINICIAN_TOKEN}` };

it('delivers events, each executed with loaders of its own', async () => {
  const events = createEventSource<number>();
  let loads = 0;
  behaviour.ticks = () => events.iterator;
  behaviour.loaded = () => Promise.resolve(new Map([[0, `load ${++loads}`]]));
  const answers = connect(asClinician).client.iterate({ query: 'subscription { ticks }' });

  const first = answers.next();
  await events.give(1);
  expect((await first).value).toEqual({ data: { ticks: '1:load 1' } });
  const second = answers.next();
  await events.give(2);
  expect((await second).value).toEqual({ data: { ticks: '2:load 2' } });

  await answers.return?.();
  await events.released;
});

it('lets go of the source when the line breaks, even while it waits for an event', async () => {
  const events = createEventSource<number>();
  behaviour.ticks = () => events.iterator;
  const { client } = connect(asClinician);
  const answers = client.iterate({ query: 'subscription { ticks }' });
  const first = answers.next();
  await events.give(1);
  await first;
  client.terminate();
  await events.released;
});

it('closes with 4403 for a token that nobody recognises', async () => {
  const { client, closed } = connect({ authorization: 'Bearer unknown' });
  await expect(client.iterate({ query: 'subscription { ticks }' }).next()).rejects.toMatchObject({
    code: 4403,
  });
  expect((await closed).code).toBe(4403);
});

it('closes with 4401 when somebody without a token asks for anything', async () => {
  const { client } = connect();
  await expect(client.iterate({ query: '{ hello }' }).next()).rejects.toMatchObject({ code: 4401 });
});

it('closes with 4403 when somebody signs out, and not while that cannot be known', async () => {
  const answers = [CLINICIAN, new Error('out of reach'), CLINICIAN];
  const signedOut = await startTinyServer(
    { ticks: () => createEventSource<number>().iterator },
    {
      settings: { ...TINY_SETTINGS, reauthenticateMs: 1 },
      authenticate() {
        const next = answers.shift() ?? null;
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
      },
    },
  );
  const { client, closed } = connect(asClinician, signedOut);
  await expect(client.iterate({ query: 'subscription { ticks }' }).next()).rejects.toMatchObject({
    code: 4403,
  });
  expect((await closed).code).toBe(4403);
  expect(answers).toEqual([]);
  await signedOut.close();
});

it('answers queries on the same socket', async () => {
  const { value } = (await connect(asClinician).client.iterate({ query: '{ whoAmI }' }).next()) as {
    value: unknown;
  };
  expect(value).toEqual({ data: { whoAmI: 'A clinician' } });
});

it.each([
  ['GRAPHQL_PARSE_FAILED', 'subscription { ticks', undefined],
  ['GRAPHQL_VALIDATION_FAILED', 'subscription { tocks }', undefined],
  ['QUERY_TOO_COMPLEX', '{ a: hello b: hello c: hello d: hello e: hello f: hello }', undefined],
  ['BAD_USER_INPUT', 'mutation ($input: GreetInput!) { greet(input: $input) }', { input: { name: 1 } }],
  ['INTERNAL_SERVER_ERROR', 'subscription { ticks }', undefined],
])('tells %s as HTTP does', async (code, query, variables) => {
  const next = connect(asClinician).client.iterate({ query, variables }).next();
  const errors = await next.then(
    ({ value }) => (value as { errors: unknown }).errors,
    (thrown: unknown) => thrown,
  );
  expect(errors).toMatchObject([{ extensions: { code } }]);
});
