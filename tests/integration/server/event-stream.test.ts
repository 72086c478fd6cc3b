import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { createClient } from 'graphql-sse';
import { createEventSource } from '../../support/event-source';
import {
  AS_CLINICIAN,
  createStreamGround,
  EVENT_STREAM,
  readUntil,
  TICKS,
} from '../../support/stream-ground';
import { CLINICIAN, CLINICIAN_TOKEN } from '../../support/tiny-server';

const { start, post, get: open, stop, clear } = createStreamGround();
afterEach(clear);

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
  const response = await open(url, TICKS, { cookie: `paa_session=${CLINICIAN_TOKEN}` });
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

it('asks to come back, in the stream, where an outage keeps it from being found out who is calling', async () => {
  const outage = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const url = await start({}, {}, { authenticate: () => Promise.reject(outage) });
  const response = await post(url, { query: TICKS });
  expect(response.status).toBe(200);
  expect(await readUntil(response, null)).toMatch(/^:\n\nretry: \d{1,3}\n\n$/);
});

it('does not begin anew, without a word, where a subscription has no variable to go on by', async () => {
  const response = await post(await start(), { query: TICKS }, { ...AS_CLINICIAN, 'last-event-id': 'c1' });
  expect(await readUntil(response, null)).toContain('"extensions":{"code":"BAD_USER_INPUT","field":"after"}');
});

it.each([
  ['GRAPHQL_PARSE_FAILED', 'subscription { ticks'],
  ['GRAPHQL_VALIDATION_FAILED', 'subscription { tocks }'],
  ['OPERATION_RESOLUTION_FAILURE', 'subscription A { ticks } subscription B { ticks }'],
  ['QUERY_TOO_COMPLEX', '{ a: hello b: hello c: hello d: hello e: hello f: hello }'],
  ['BAD_REQUEST', '{ hello }'],
  ['BAD_REQUEST', 'mutation { leave }'],
  ['INTERNAL_SERVER_ERROR', TICKS],
])('tells %s as an event, with the code that HTTP has', async (code, query) => {
  const text = await readUntil(await post(await start(), { query }), null);
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
  await stop();
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
