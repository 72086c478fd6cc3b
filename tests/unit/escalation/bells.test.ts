import { type BellRedis, createBells } from '../../../src/escalation/bells';

const COMMITTED = 'test:events:committed';
const NUMBERED = 'test:events:numbered';

/** A Redis that carries what is published to every connection, and can be away. */
function createRedis() {
  const onMessage = new Map<string, ((ringer: string) => void)[]>();
  const onReady: (() => void)[] = [];
  const redis: BellRedis & { isReady: boolean } = {
    isReady: true,
    publish(channel, ringer) {
      for (const listener of onMessage.get(channel) ?? []) listener(ringer);
      return Promise.resolve();
    },
    duplicate: () => ({
      on: (event, listener) => event === 'ready' && onReady.push(listener),
      connect: () => Promise.resolve(),
      subscribe(channel, listener) {
        onMessage.set(channel, [...(onMessage.get(channel) ?? []), listener]);
        return Promise.resolve();
      },
      destroy: () => undefined,
    }),
  };
  return { redis, comeBack: () => onReady.forEach((listener) => listener()) };
}

/** Two processes on one Redis, and who heard what. */
function start() {
  const { redis, comeBack } = createRedis();
  const heard: string[] = [];
  const [here] = ['here', 'there'].map((name) => {
    const { committed, numbered } = createBells({ redis, keyPrefix: 'test:' });
    committed.onRing(() => heard.push(`${name}: committed`));
    numbered.onRing(() => heard.push(`${name}: numbered`));
    numbered.onRingElsewhere(() => heard.push(`${name}: numbered elsewhere`));
    return { committed, numbered };
  });
  if (here === undefined) throw new Error('There are two.');
  return { here, redis, comeBack, heard: () => heard.splice(0).sort() };
}

describe('bells', () => {
  it('are heard once in each process, and elsewhere only by those who listen for that', () => {
    const { here, heard } = start();
    here.committed.ring();
    expect(heard()).toEqual(['here: committed', 'there: committed']);
    here.numbered.ring();
    expect(heard()).toEqual(['here: numbered', 'there: numbered', 'there: numbered elsewhere']);
  });

  it('are heard in their own process while Redis is away, and by everybody when it is back', () => {
    const { here, redis, comeBack, heard } = start();
    redis.isReady = false;
    here.numbered.ring();
    expect(heard()).toEqual(['here: numbered']);
    comeBack();
    expect(heard()).toEqual(
      ['here', 'there'].flatMap((name) => [
        `${name}: committed`,
        `${name}: numbered`,
        `${name}: numbered elsewhere`,
      ]),
    );
  });

  it('do not fail when a ring is lost on its way', async () => {
    const { here, redis } = start();
    redis.publish = () => Promise.reject(new Error('gone'));
    expect(() => here.committed.ring()).not.toThrow();
    await Promise.resolve();
  });

  it('ring on channels of their own', () => {
    const { here, redis } = start();
    const channels: string[] = [];
    redis.publish = (channel) => Promise.resolve(channels.push(channel));
    here.committed.ring();
    here.numbered.ring();
    expect(channels).toEqual([COMMITTED, NUMBERED]);
  });
});
