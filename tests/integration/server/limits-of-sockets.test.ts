import { EventEmitter, once } from 'node:events';
import { createEventSource } from '../../support/event-source';
import { createSocketGround, none, OTHER_TOKEN, subscribe } from '../../support/socket-ground';

const { start, greet, connect, clear } = createSocketGround();
afterEach(clear);

describe('how much one viewer may have', () => {
  /** Greets until there is room: the server hears of a client that leaves a moment later than the client. */
  async function enter(url: string): Promise<string> {
    const raw = await greet(url);
    const answer = await Promise.race([raw.next(), raw.closed]);
    return 'type' in answer ? answer.type : enter(url);
  }

  it('is so many sockets, 1013 beyond; one that leaves makes room, and others are not concerned', async () => {
    const { url, endings } = await start({ maxLinesPerViewer: 2 });
    const [first] = [await connect(url), await connect(url)];
    const refused = await greet(url);
    const { code, reason } = await refused.closed;
    expect(code).toBe(1013);
    expect(JSON.parse(reason)).toHaveProperty('reconnectAfterMs');
    expect(endings).toEqual(['TOO_MANY']);
    await connect(url, OTHER_TOKEN);

    first.socket.close();
    expect(await enter(url)).toBe('connection_ack');
  });

  it('has room again at once where what a lost socket followed does not let go', async () => {
    const stuck: AsyncIterableIterator<number> = {
      next: () => new Promise(() => undefined),
      return: () => new Promise(() => undefined),
      [Symbol.asyncIterator]: () => stuck,
    };
    const { url } = await start({ maxLinesPerViewer: 1 }, { ticks: () => stuck });
    const raw = await connect(url);
    subscribe(raw, '1');
    raw.send({ type: 'ping' });
    // The server has read both.
    expect((await raw.next()).type).toBe('pong');
    raw.socket.terminate();
    expect(await enter(url)).toBe('connection_ack');
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

  it('counts what still starts, also when the client has completed it', async () => {
    const steps = new EventEmitter();
    const entered = once(steps, 'entered');
    const hold = { entered: () => void steps.emit('entered'), released: new Promise<void>(() => undefined) };
    const { url } = await start({ maxOperationsPerSocket: 1 }, { hold });
    const raw = await connect(url);
    raw.send({ type: 'subscribe', id: '1', payload: { query: '{ slow }' } });
    raw.send({ type: 'complete', id: '1' });
    await entered;
    raw.send({ type: 'subscribe', id: '2', payload: { query: '{ hello }' } });
    expect(await raw.next()).toMatchObject({ id: '2', payload: [{ extensions: { code: 'RATE_LIMITED' } }] });
  });

  it('is evaded by no name that is given away before what it stood for has started', async () => {
    const sources = [createEventSource<number>(), createEventSource<number>()];
    const given = [...sources];
    const { url } = await start({}, { ticks: () => given.shift()?.iterator ?? none() });
    const raw = await connect(url);
    subscribe(raw, '1');
    raw.send({ type: 'complete', id: '1' });
    subscribe(raw, '1');
    expect((await raw.closed).code).toBe(4409);
    await sources[0]?.released;
  });
});
