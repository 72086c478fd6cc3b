import { createEventSource } from '../../support/event-source';
import { createSocketGround, none, OTHER_TOKEN, subscribe } from '../../support/socket-ground';

const { start, connect, clear } = createSocketGround();
afterEach(clear);

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

it('stops following for a socket that is being closed, however much there is to follow', async () => {
  /** More than the machine takes for a client that reads nothing, and fewer than would be swallowed in no time. */
  const MANY = 100_000;
  let given = 0;
  let end: () => void = () => undefined;
  const over = new Promise<IteratorReturnResult<undefined>>(
    (resolve) => (end = () => resolve({ done: true, value: undefined })),
  );
  const replay: AsyncIterableIterator<number> = {
    next: () => (given < MANY ? Promise.resolve({ done: false, value: (given += 1) }) : over),
    return() {
      end();
      return over;
    },
    [Symbol.asyncIterator]: () => replay,
  };
  const { url } = await start({}, { ticks: () => replay });
  const raw = await connect(url);
  subscribe(raw, '1');
  await raw.next();
  // The client reads no more, so it will not answer the goodbye that it is about to bring upon itself.
  raw.socket.pause();
  subscribe(raw, '1');
  await over;
  expect(given).toBeLessThan(MANY);
});

it('reads nothing from a client that does not read its answers, and everything once it does', async () => {
  const payload = { text: 'x'.repeat(60_000) };
  /** How long a send may wait before it counts as not taken; long enough for a busy machine. */
  const patience = (): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), 1500));
  /** Far more than the machine itself holds in both directions. */
  const MOST = 3000;
  const raw = await connect((await start({ maxUnsentBytes: 100_000 })).url);
  raw.socket.pause();
  let sent = 0;
  let isTaken = true;
  while (isTaken && sent < MOST) {
    sent += 1;
    const taken = new Promise<true>((resolve) =>
      raw.socket.send(JSON.stringify({ type: 'ping', payload }), () => resolve(true)),
    );
    isTaken = await Promise.race([taken, patience()]);
  }
  expect(sent).toBeLessThan(MOST);
  raw.socket.resume();
  for (let count = 0; count < sent; count += 1) expect(await raw.next()).toEqual({ type: 'pong', payload });
}, 60_000);
