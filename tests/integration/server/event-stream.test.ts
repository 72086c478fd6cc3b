import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { createClient } from 'graphql-sse';
import { type ServerDeps, type ServerSettings } from '../../../src/server';
import { createEventSource } from '../../support/event-source';
import {
  type Behaviour,
  CLINICIAN,
  CLINICIAN_TOKEN,
  startTinyServer,
  TINY_SETTINGS,
  type TinyServer,
} from '../../support/tiny-server';

const TICKS = 'subscription { ticks }';
const EVENT_STREAM = 'text/event-stream';
const AS_CLINICIAN = { authorization: `Bearer ${CLINICIAN_TOKEN}` };

let server: TinyServer | undefined;
let aborting: AbortController;
beforeEach(() => {
  aborting = new AbortController();
});
afterEach(async () => {
  aborting.abort();
  await server?.close();
  server = undefined;
});

async function start(
  behaviour: Behaviour = {},
  settings: Partial<ServerSettings> = {},
  overrides: Partial<Omit<ServerDeps, 'api'>> = {},
): Promise<string> {
  server = await startTinyServer(behaviour, { settings: { ...TINY_SETTINGS, ...settings }, ...overrides });
  return `${server.url}/graphql/stream`;
}

function post(url: string, body: unknown, headers: Record<string, string> = AS_CLINICIAN): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    signal: aborting.signal,
    headers: { 'content-type': 'application/json', accept: EVENT_STREAM, ...headers },
    body: JSON.stringify(body),
  });
}

/** Reads the stream until what was read holds `wanted`, or to its end; returns everything. */
async function readUntil(response: Response, wanted: string | null): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  while (wanted === null || !text.includes(wanted)) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) break;
    text += decoder.decode(chunk.value as Uint8Array, { stream: true });
  }
  reader?.releaseLock();
  return text;
}

it('delivers events to the client of graphql-sse, and lets go of the source when it has enough', async () => {
  const source = createEventSource<number>();
  const client = createClient({ url: await start({ ticks: () => source.iterator }), headers: AS_CLINICIAN });
  const answers = client.iterate({ query: TICKS });
  const first = answers.next();
  await source.give(1);
  expect((await first).value).toEqual({ data: { ticks: '1:' } });
  const second = answers.next();
  await source.give(2);
  expect((await second).value).toEqual({ data: { ticks: '2:' } });
  await answers.return?.();
  await source.released;
  client.dispose();
});

it('says `complete` when a subscription ends by itself', async () => {
  const source = createEventSource<number>();
  const response = await post(await start({ ticks: () => source.iterator }), { query: TICKS });
  await source.give(5);
  await source.finish();
  expect(await readUntil(response, null)).toBe(
    ':\n\nevent: next\ndata: {"data":{"ticks":"5:"}}\n\nevent: complete\ndata: null\n\n',
  );
});

it('is for a browser too: by GET, with the cookie, and nothing on the way may keep events back', async () => {
  const source = createEventSource<number>();
  const url = await start({ ticks: () => source.iterator });
  const response = await fetch(`${url}?query=${encodeURIComponent(TICKS)}`, {
    headers: { accept: EVENT_STREAM, cookie: `paa_session=${CLINICIAN_TOKEN}` },
    signal: aborting.signal,
  });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  expect(response.headers.get('content-encoding')).toBeNull();
  await source.give(1);
  expect(await readUntil(response, 'event: next')).toContain('"1:"');
});

it('beats while nothing happens', async () => {
  const url = await start({ ticks: () => createEventSource<number>().iterator }, { pingEveryMs: 20 });
  const response = await post(url, { query: TICKS });
  expect(await readUntil(response, ':\n\n:\n\n:\n\n')).toMatch(/^(:\n\n)+$/);
});

describe('what is answered by HTTP, before a stream begins', () => {
  const bodyOf = async (response: Response) => [
    response.status,
    ((await response.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions,
  ];

  it.each([
    ['nobody', {}],
    ['a token that nobody recognises', { authorization: 'Bearer unknown' }],
  ])('%s: 401', async (_who, headers) => {
    const response = await post(await start(), { query: TICKS }, headers);
    expect(await bodyOf(response)).toEqual([401, { code: 'UNAUTHENTICATED' }]);
  });

  it('one line too many: 429, and room again when one was left', async () => {
    const source = createEventSource<number>();
    const url = await start({ ticks: () => source.iterator }, { maxLinesPerViewer: 1 });
    const first = await post(url, { query: TICKS });
    const refused = await post(url, { query: TICKS });
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await bodyOf(refused)).toEqual([429, { code: 'RATE_LIMITED', retryAfterSeconds: 30 }]);

    await first.body?.cancel();
    await source.released;
    const again = async (): Promise<Response> => {
      const response = await post(url, { query: TICKS });
      return response.status === 429 ? again() : response;
    };
    expect((await again()).status).toBe(200);
  });

  it.each([
    ['a body that is no request', { query: 1 }],
    ['variables that are none', { query: TICKS, variables: [] }],
    ['a name that is none', { query: TICKS, operationName: 1 }],
  ])('%s: 400', async (_what, body) => {
    expect(await bodyOf(await post(await start(), body))).toEqual([400, { code: 'BAD_REQUEST' }]);
  });

  it.each([
    [405, 'PUT', EVENT_STREAM, 'application/json'],
    [406, 'POST', 'application/json', 'application/json'],
    [415, 'POST', EVENT_STREAM, 'text/plain'],
  ])('%i for what is no such request', async (status, method, accept, contentType) => {
    const headers = { accept, 'content-type': contentType };
    const response = await fetch(await start(), { method, headers, body: JSON.stringify({ query: TICKS }) });
    expect(await bodyOf(response)).toEqual([status, { code: 'BAD_REQUEST' }]);
  });

  it('an outage while it is found out who is calling: 503', async () => {
    const outage = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const url = await start({}, {}, { authenticate: () => Promise.reject(outage) });
    expect(await bodyOf(await post(url, { query: TICKS }))).toEqual([
      503,
      { code: 'DEPENDENCY_UNAVAILABLE' },
    ]);
  });
});

it.each([
  ['GRAPHQL_PARSE_FAILED', 'subscription { ticks', undefined],
  ['GRAPHQL_VALIDATION_FAILED', 'subscription { tocks }', undefined],
  ['OPERATION_RESOLUTION_FAILURE', 'subscription A { ticks } subscription B { ticks }', undefined],
  ['QUERY_TOO_COMPLEX', '{ a: hello b: hello c: hello d: hello e: hello f: hello }', undefined],
  ['BAD_REQUEST', '{ hello }', undefined],
  ['BAD_REQUEST', 'mutation { leave }', undefined],
  ['INTERNAL_SERVER_ERROR', TICKS, undefined],
])('tells %s as an event, with the code that HTTP has', async (code, query, variables) => {
  const text = await readUntil(await post(await start(), { query, variables }), null);
  const [, next, complete] = text.split('\n\n');
  const { errors } = JSON.parse(next?.split('data: ')[1] ?? '') as { errors: object[] };
  expect(errors).toMatchObject([{ extensions: { code } }]);
  expect(complete).toBe('event: complete\ndata: null');
});

it('ends without `complete` when somebody signs out', async () => {
  const source = createEventSource<number>();
  let ring: () => void = () => undefined;
  let viewer: typeof CLINICIAN | null = CLINICIAN;
  const url = await start(
    { ticks: () => source.iterator },
    {},
    {
      authenticate: () => Promise.resolve(viewer),
      watchSignOut(_token, onSignOut) {
        ring = onSignOut;
        return () => undefined;
      },
    },
  );
  const response = await post(url, { query: TICKS });
  viewer = null;
  ring();
  expect(await readUntil(response, null)).toBe(':\n\n');
  await source.released;
  expect((await post(url, { query: TICKS })).status).toBe(401);
});

it('says when to come back and ends without `complete` when the process stops', async () => {
  const source = createEventSource<number>();
  const response = await post(await start({ ticks: () => source.iterator }), { query: TICKS });
  await readUntil(response, ':\n\n');
  await server?.close();
  expect(await readUntil(response, null)).toMatch(/^retry: \d{1,3}\n\n$/);
  await source.released;
});

it('ends without `complete` at an event that an outage left unanswered', async () => {
  const source = createEventSource<number>();
  const outage = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const behaviour = { ticks: () => source.iterator, loaded: () => Promise.reject(outage) };
  const response = await post(await start(behaviour), { query: TICKS });
  await source.give(1);
  expect(await readUntil(response, null)).toMatch(/^:\n\nretry: \d+\n\n$/);
  await source.released;
});

it('cuts a line that takes nothing, while others go on receiving', async () => {
  const HUGE = 'x'.repeat(24 * 1024 * 1024);
  const [slowSource, otherSource] = [createEventSource<number>(), createEventSource<number>()];
  const given = [slowSource, otherSource];
  let text = HUGE;
  let onEnded: (reason: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (onEnded = resolve));
  const url = await start(
    {
      ticks: () => (given.shift() ?? otherSource).iterator,
      loaded: () => Promise.resolve(new Map([[0, text]])),
    },
    { slowConsumerMs: 250 },
    { lineMetrics: { watchLines: () => undefined, onLineEnded: (reason) => onEnded(reason) } },
  );
  const headers = { ...AS_CLINICIAN, accept: EVENT_STREAM };
  const slow = get(`${url}?query=${encodeURIComponent(TICKS)}`, { headers });
  slow.on('error', () => undefined);
  const [unread] = (await once(slow, 'response')) as [IncomingMessage];
  unread.on('error', () => undefined);
  await slowSource.give(1);

  const other = await post(url, { query: TICKS });
  await readUntil(other, ':\n\n');
  text = 'small';
  await otherSource.give(1);
  expect(await readUntil(other, 'event: next')).toContain('1:small');
  expect(await ended).toBe('SLOW');
  await slowSource.released;
  await otherSource.give(2);
  expect(await readUntil(other, '2:small')).toContain('2:small');
  slow.destroy();
});
