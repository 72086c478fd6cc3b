import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Viewer } from '../../../src/domain';
import { type ServerDeps, type ServerSettings } from '../../../src/server';
import { createEventSource } from '../../support/event-source';
import { connectAs, greetAs, openRawSocket, type RawSocket } from '../../support/raw-socket';
import {
  type Behaviour,
  CLINICIAN,
  CLINICIAN_TOKEN,
  startTinyServer,
  TINY_SETTINGS,
  type TinyServer,
} from '../../support/tiny-server';

const TICKS = { query: 'subscription { ticks }' };
const OTHER_TOKEN = 'other-token';
const OTHER: Viewer = { ...CLINICIAN, id: '01900000-0000-7000-8000-000000000002' };

let server: TinyServer | undefined;
let sockets: WebSocket[] = [];
afterEach(async () => {
  sockets.forEach((socket) => socket.terminate());
  sockets = [];
  await server?.close();
  server = undefined;
});

/** Starts the one server of a test, which counts the reasons that it ended lines for. */
async function start(
  settings: Partial<ServerSettings> = {},
  behaviour: Behaviour = {},
  overrides: Partial<Omit<ServerDeps, 'api'>> = {},
) {
  const endings: string[] = [];
  let onEnding: () => void = () => undefined;
  const ending = new Promise<void>((resolve) => (onEnding = resolve));
  const viewers = new Map([
    [CLINICIAN_TOKEN, CLINICIAN],
    [OTHER_TOKEN, OTHER],
  ]);
  const started = await startTinyServer(behaviour, {
    settings: { ...TINY_SETTINGS, ...settings },
    authenticate: (token) => Promise.resolve(viewers.get(token ?? '') ?? null),
    lineMetrics: {
      watchLines: () => undefined,
      onLineEnded(reason) {
        endings.push(reason);
        onEnding();
      },
    },
    ...overrides,
  });
  server = started;
  return { url: started.url, endings, ending, viewers };
}

function kept(raw: RawSocket): RawSocket {
  sockets.push(raw.socket);
  return raw;
}

const connect = async (url: string, token = CLINICIAN_TOKEN, options = {}): Promise<RawSocket> =>
  kept(await connectAs(token, url, options));

function subscribe(raw: RawSocket, id: string): void {
  raw.send({ type: 'subscribe', id, payload: TICKS });
}

describe('what a client does wrong', () => {
  it('is closed with 4400 where it is no message', async () => {
    const raw = kept(await openRawSocket((await start()).url));
    raw.socket.send('hello?');
    expect((await raw.closed).code).toBe(4400);
  });

  it('is closed with 4401 where it asks before it has greeted', async () => {
    const raw = kept(await openRawSocket((await start()).url));
    subscribe(raw, '1');
    expect((await raw.closed).code).toBe(4401);
  });

  it('is closed with 4406 where it speaks another protocol', async () => {
    const { url } = await start();
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`);
    sockets.push(socket);
    expect((await once(socket, 'close'))[0]).toBe(4406);
  });

  it('is closed with 4408 where it never greets', async () => {
    const raw = kept(await openRawSocket((await start()).url));
    expect((await raw.closed).code).toBe(4408);
  });

  it('is closed with 4409 where a name stands for a subscription already', async () => {
    const { url } = await start({}, { ticks: () => createEventSource<number>().iterator });
    const raw = await connect(url);
    subscribe(raw, '1');
    subscribe(raw, '1');
    expect((await raw.closed).code).toBe(4409);
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

it('asks to come back with 1013 where it cannot be found out who is calling', async () => {
  const outage = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const { url, endings } = await start({}, {}, { authenticate: () => Promise.reject(outage) });
  const raw = kept(await greetAs(CLINICIAN_TOKEN, url));
  const { code, reason } = await raw.closed;
  expect(code).toBe(1013);
  expect(JSON.parse(reason)).toEqual({ reconnectAfterMs: expect.any(Number) as number });
  expect(endings).toEqual(['OUT_OF_REACH']);
});

describe('what a token is good for', () => {
  /** A server that is told of sign-outs by the test. */
  async function startWatched() {
    const source = createEventSource<number>();
    let ring: () => void = () => undefined;
    let stopped = 0;
    const watched = await start(
      {},
      { ticks: () => source.iterator },
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

describe('how much one viewer may have', () => {
  it('is so many sockets, 4429 beyond; one that leaves makes room, and others are not concerned', async () => {
    const { url, endings } = await start({ maxLinesPerViewer: 2 });
    const [first] = [await connect(url), await connect(url)];
    const refused = kept(await greetAs(CLINICIAN_TOKEN, url));
    expect(await refused.closed).toEqual({ code: 4429, reason: 'Too many lines' });
    expect(endings).toEqual(['TOO_MANY']);
    await connect(url, OTHER_TOKEN);

    first.socket.close();
    // The server hears of it a moment later than the client.
    const enter = async (): Promise<string> => {
      const raw = kept(await greetAs(CLINICIAN_TOKEN, url));
      const answer = await Promise.race([raw.next(), raw.closed]);
      return 'type' in answer ? answer.type : enter();
    };
    expect(await enter()).toBe('connection_ack');
  });

  it('is so many operations on a socket, RATE_LIMITED beyond; one that ends makes room', async () => {
    const sources = [createEventSource<number>(), createEventSource<number>()];
    const given = [...sources];
    const { url } = await start(
      { maxOperationsPerSocket: 1 },
      { ticks: () => given.shift()?.iterator ?? none() },
    );
    const raw = await connect(url);
    subscribe(raw, '1');
    subscribe(raw, '2');
    expect(await raw.next()).toMatchObject({
      type: 'error',
      id: '2',
      payload: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } }],
    });
    await sources[0]?.give(7);
    expect(await raw.next()).toMatchObject({ type: 'next', id: '1' });

    raw.send({ type: 'complete', id: '1' });
    await sources[0]?.released;
    subscribe(raw, '3');
    await sources[1]?.give(8);
    expect(await raw.next()).toMatchObject({ type: 'next', id: '3' });
  });
});

it('sheds a consumer that takes nothing with 4008, while twenty others go on receiving', async () => {
  const OTHERS = 20;
  /** More than the machine itself holds for a socket that nobody reads. */
  const HUGE = 'x'.repeat(24 * 1024 * 1024);
  const sources = Array.from({ length: OTHERS + 1 }, () => createEventSource<number>());
  const given = [...sources];
  const texts = [HUGE];
  const { url, endings, ending } = await start(
    { slowConsumerMs: 1000 },
    {
      ticks: () => given.shift()?.iterator ?? none(),
      loaded: () => Promise.resolve(new Map([[0, texts.shift() ?? 'small']])),
    },
  );
  const [slowSource, ...otherSources] = sources;
  const slow = await connect(url, OTHER_TOKEN);
  subscribe(slow, '1');
  while (given.length > OTHERS) await new Promise((resolve) => setImmediate(resolve));
  const others = await Promise.all(otherSources.map(() => connect(url)));
  for (const other of others) subscribe(other, '1');
  await slowSource?.give(0);
  slow.socket.pause();
  // What it was given is written before anybody else is given anything.
  while (texts.length > 0) await new Promise((resolve) => setImmediate(resolve));
  const giveAll = async (tick: number): Promise<void> => {
    for (const source of otherSources) await source.give(tick);
    for (const other of others) {
      expect(await other.next()).toMatchObject({ payload: { data: { ticks: `${tick}:small` } } });
    }
  };
  await giveAll(1);
  await ending;
  expect(endings).toEqual(['SLOW']);
  await slowSource?.released;
  slow.socket.resume();
  expect(await slow.closed).toEqual({ code: 4008, reason: 'Slow consumer' });
  await giveAll(2);
  expect(endings).toEqual(['SLOW']);
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

function none(): never {
  throw new Error('This test has no more sources.');
}
