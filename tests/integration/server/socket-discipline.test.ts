import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Viewer } from '../../../src/domain';
import { type ServerSettings } from '../../../src/server';
import { createEventSource } from '../../support/event-source';
import { type RawSocket } from '../../support/raw-socket';
import { createSocketGround, OTHER, OTHER_TOKEN, subscribe } from '../../support/socket-ground';
import { CLINICIAN, CLINICIAN_TOKEN, TINY_SETTINGS } from '../../support/tiny-server';

const { start, keep, open, greet, connect, clear } = createSocketGround();
afterEach(clear);

describe('what a client does wrong', () => {
  it('is closed with 4400 where it is no message', async () => {
    const raw = await open((await start()).url);
    raw.socket.send('hello?');
    expect((await raw.closed).code).toBe(4400);
  });

  it('is closed with 4401 where it asks before it has greeted', async () => {
    const raw = await open((await start()).url);
    subscribe(raw, '1');
    expect((await raw.closed).code).toBe(4401);
  });

  it('is closed with 4406 where it speaks another protocol', async () => {
    const { url } = await start();
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`);
    keep(socket);
    expect((await once(socket, 'close'))[0]).toBe(4406);
  });

  it('is closed with 4408 where it never greets', async () => {
    const raw = await open((await start()).url);
    expect((await raw.closed).code).toBe(4408);
  });

  it('is closed with 4409 where a name stands for a subscription already', async () => {
    const { url } = await start({}, { ticks: () => createEventSource<number>().iterator });
    const raw = await connect(url);
    subscribe(raw, '1');
    subscribe(raw, '1');
    expect((await raw.closed).code).toBe(4409);
  });

  it('is closed with 1009 where a message is too large', async () => {
    const raw = await open((await start({ maxRequestBytes: 2000 })).url);
    raw.send({ type: 'ping', payload: { text: 'x'.repeat(2000) } });
    expect((await raw.closed).code).toBe(1009);
  });

  it('is closed with 4429 where it greets twice', async () => {
    const raw = await connect((await start()).url);
    raw.send({ type: 'connection_init' });
    expect((await raw.closed).code).toBe(4429);
  });
});

it('cuts a socket whose client does not answer pings, and none that does', async () => {
  const { url } = await start({ pingEveryMs: 250 });
  const [alive, silent] = [await connect(url), await connect(url, OTHER_TOKEN, { autoPong: false })];
  expect((await silent.closed).code).toBe(1006);
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
});

it.each([
  ['an outage', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
  ['a fault of ours', new TypeError('No such thing.')],
])(
  'asks to come back with 1013 where %s keeps it from being found out who is calling',
  async (_why, error) => {
    const { url, endings } = await start({}, {}, { authenticate: () => Promise.reject(error) });
    const raw = await greet(url);
    const { code, reason } = await raw.closed;
    expect(code).toBe(1013);
    expect(JSON.parse(reason)).toEqual({ reconnectAfterMs: expect.any(Number) as number });
    expect(endings).toEqual(['OUT_OF_REACH']);
  },
);

describe('what a token is good for', () => {
  /** A server that is told of sign-outs by the test. */
  async function startWatched(onTicks: () => void = () => undefined) {
    const source = createEventSource<number>();
    let ring: () => void = () => undefined;
    let stopped = 0;
    const watched = await start(
      {},
      {
        ticks() {
          onTicks();
          return source.iterator;
        },
      },
      {
        watchSignOut(token, onSignOut) {
          expect(token).toBe(CLINICIAN_TOKEN);
          ring = onSignOut;
          return () => (stopped += 1);
        },
      },
    );
    return { ...watched, source, ring: () => ring(), stopped: () => stopped };
  }

  it('ends with a sign-out, at once, and the subscription with it', async () => {
    const { url, viewers, source, ring, stopped } = await startWatched();
    const raw = await connect(url);
    subscribe(raw, '1');
    await source.give(1);
    await raw.next();
    viewers.delete(CLINICIAN_TOKEN);
    ring();
    expect(await raw.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    await source.released;
    expect(stopped()).toBeGreaterThan(0);
  });

  it('does not end with a word of a sign-out that did not happen', async () => {
    const { url, source, ring, endings } = await startWatched();
    const raw = await connect(url);
    subscribe(raw, '1');
    ring();
    await source.give(1);
    expect(await raw.next()).toMatchObject({ type: 'next' });
    expect(endings).toEqual([]);
  });

  it('is asked for anew by a new socket where the facilities are others now', async () => {
    const { url, viewers, ring } = await startWatched();
    const raw = await connect(url);
    viewers.set(CLINICIAN_TOKEN, { ...CLINICIAN, facilityIds: [OTHER.id] });
    ring();
    const { code, reason } = await raw.closed;
    expect(code).toBe(1012);
    expect(JSON.parse(reason)).toHaveProperty('reconnectAfterMs');
  });

  it('ends for what is still said while the client has not heard the goodbye', async () => {
    let opened = 0;
    const { url, viewers, ring, ending } = await startWatched(() => (opened += 1));
    const raw = await connect(url);
    raw.socket.pause();
    viewers.delete(CLINICIAN_TOKEN);
    ring();
    await ending;
    subscribe(raw, '1');
    raw.socket.resume();
    expect((await raw.closed).code).toBe(4403);
    expect(opened).toBe(0);
  });

  it('does not depend on the order in which facilities are told', async () => {
    const { url, viewers, source, ring, endings } = await startWatched();
    const viewer: Viewer = { ...CLINICIAN, facilityIds: ['a', 'b'] };
    viewers.set(CLINICIAN_TOKEN, viewer);
    const raw = await connect(url);
    subscribe(raw, '1');
    viewers.set(CLINICIAN_TOKEN, { ...viewer, facilityIds: ['b', 'a'] });
    ring();
    await source.give(1);
    expect(await raw.next()).toMatchObject({ type: 'next' });
    expect(endings).toEqual([]);
  });
});

it.each<[string, Partial<ServerSettings>, (raw: RawSocket) => void]>([
  ['says goodbye', {}, ({ socket }) => socket.close()],
  ['is lost', {}, ({ socket }) => socket.terminate()],
  ['says what is no message', {}, ({ socket }) => socket.send('?')],
  ['says too much', {}, ({ socket }) => socket.send('x'.repeat(TINY_SETTINGS.maxRequestBytes + 1))],
  ['greets twice', {}, (raw) => raw.send({ type: 'connection_init' })],
  ['names two subscriptions alike', {}, (raw) => subscribe(raw, '1')],
  ['does not answer a ping', { pingEveryMs: 100 }, ({ socket }) => socket.pause()],
])('leaves no line in the books when a client %s', async (_how, settings, end) => {
  let describeLines: () => readonly object[] = () => [];
  const source = createEventSource<number>();
  const { url } = await start(
    settings,
    { ticks: () => source.iterator },
    { lineMetrics: { watchLines: (given) => (describeLines = given), onLineEnded: () => undefined } },
  );
  const raw = await connect(url);
  subscribe(raw, '1');
  raw.send({ type: 'ping' });
  await raw.next();
  expect(describeLines()).toEqual([{ transport: 'websocket', operations: 1 }]);
  end(raw);
  await source.released;
  while (describeLines().length > 0) await new Promise((resolve) => setImmediate(resolve));
});

it('tells what went wrong inside as an id alone, under which the log has it', async () => {
  const { url, logged } = await start();
  const raw = await connect(url);
  for (const [id, query] of Object.entries({ event: 'subscription { ticks }', answer: '{ fails }' })) {
    raw.send({ type: 'subscribe', id, payload: { query } });
    const { payload } = await raw.next();
    const { errors } = payload as { errors: Told[] };
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    const lines = logged().split('\n');
    const line = lines.find((entry) => entry.includes(`"requestId":"${errors[0]?.extensions.traceId}"`));
    expect(line).toContain('"level":"error"');
    expect(await raw.next()).toEqual({ type: 'complete', id });
  }
});

it('ends a subscription at an event that an outage left unanswered, before its client takes a later cursor', async () => {
  const source = createEventSource<number>();
  const outage = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const answers = [Promise.resolve(new Map([[0, 'fine']])), Promise.reject(outage)];
  answers[1]?.catch(() => undefined);
  const { url } = await start(
    {},
    { ticks: () => source.iterator, loaded: () => answers.shift() ?? Promise.reject(outage) },
  );
  const raw = await connect(url);
  subscribe(raw, '1');
  await source.give(1);
  expect(await raw.next()).toMatchObject({ type: 'next', payload: { data: { ticks: '1:fine' } } });
  await source.give(2);
  expect(await raw.next()).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }],
  });
  await source.released;
});

interface Told {
  readonly extensions: { readonly traceId: string };
}
