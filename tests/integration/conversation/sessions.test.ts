import { createClient } from 'redis';
import { closeIdleSession } from '../../../src/conversation';
import { type House, startHouse } from '../../support/house';
import {
  assess,
  converse,
  CURRENT,
  KIOSK,
  newKey,
  RESUME,
  SAY,
  say,
  type Session,
  startSession,
} from '../../support/house-operations';
import { type PausableProxy, startPausableProxy } from '../../support/pausable-proxy';

const END = 'mutation { endSession }';
const IN_AN_HOUR_MS = 60 * 60_000 + 1;

describe('a session', () => {
  let house: House;
  let redis: ReturnType<typeof createClient>;
  let proxy: PausableProxy;
  let offsetMs = 0;

  beforeAll(async () => {
    redis = createClient({ url: process.env.REDIS_URL });
    redis.on('error', () => undefined); // a client without a listener ends the process
    await redis.connect();
    const url = new URL(process.env.REDIS_URL ?? '');
    proxy = await startPausableProxy(Number(url.port));
    url.port = String(proxy.port);
    const now = (): Date => new Date(Date.now() + offsetMs);
    house = await startHouse({
      env: { REDIS_URL: url.toString() },
      engines: (engines) => ({ ...engines, clock: { now } }),
    });
  }, 60_000);
  afterEach(() => {
    offsetMs = 0;
    proxy.resume();
  });
  afterAll(async () => {
    await house.close();
    await proxy.close();
    redis.destroy();
  });

  const begin = async (): Promise<{ token: string; session: Session }> => {
    const { token } = await startSession(house.client);
    return { token, ...(await say(house.client, token, { choice: 'YES' })) };
  };
  const look = async (token: string): Promise<Session> =>
    (await house.client.ask<{ session: Session }>(token, CURRENT)).session;
  const refusalOfSaying = (token: string) =>
    house.client.refusalOf(token, SAY, { input: { text: 'hello', idempotencyKey: newKey() } });

  it('is rebuilt from the case when Redis has lost it, and is kept there again', async () => {
    const { token, session } = await begin();
    await redis.flushDb();
    expect(await look(token)).toEqual(session);
    expect(await redis.keys('paa:session:*')).toHaveLength(1);
    expect((await say(house.client, token, { text: 'an itchy rash' })).session.openTopics).not.toContain(
      'CHIEF_COMPLAINT',
    );
  });

  it('goes on while Redis hangs in the middle of it, and is assessed', async () => {
    const { token } = await begin();
    proxy.pause();
    const { session } = await say(house.client, token, { text: 'an itchy rash' });
    expect(session.prompt.code).toBe('WHO');
    expect((await converse(house.client, token, session, 'PLEASE_WAIT')).stage).toBe('ANALYSIS');
    expect((await assess(house.client, token)).status).toBe('AWAITING_REVIEW');
  });

  it('is over after its time without use, whether Redis knew it or not', async () => {
    const { token, session } = await begin();
    offsetMs = IN_AN_HOUR_MS;
    await redis.flushDb();
    expect(await refusalOfSaying(token)).toMatchObject({ code: 'UNAUTHENTICATED' });
    type Resumed = { resumeSession: { token: string } };
    const { resumeSession } = await house.client.ask<Resumed>(KIOSK, RESUME, { number: session.caseNumber });
    expect((await look(resumeSession.token)).prompt).toEqual(session.prompt);
  });

  it('is over when it was ended, also for a Redis that has lost everything', async () => {
    const { token, session } = await begin();
    await say(house.client, token, { text: 'an itchy rash' });
    expect(await house.client.ask(token, END)).toEqual({ endSession: true });
    expect(await house.client.ask(token, END)).toEqual({ endSession: true });
    await redis.flushDb();
    expect(await refusalOfSaying(token)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const again = await house.client.refusalOf(KIOSK, RESUME, { number: session.caseNumber });
    expect(again).toMatchObject({ code: 'CONFLICT' });
  });

  it('that nobody ended goes to a human all the same', async () => {
    const { session } = await begin();
    const { prisma } = house.engines;
    const { id } = await prisma.triageCase.findUniqueOrThrow({ where: { number: session.caseNumber } });
    offsetMs = IN_AN_HOUR_MS;
    await closeIdleSession(house.rooms.conversation, id);
    const closed = await prisma.triageCase.findUniqueOrThrow({
      where: { id },
      include: { assessments: true },
    });
    expect(closed).toMatchObject({ status: 'AWAITING_REVIEW' });
    expect(closed.sessionEndedAt).not.toBeNull();
    expect(closed.assessments[0]?.limitations).toContain('FINDINGS_INCOMPLETE');
  });

  it('hears no key of another session, and no token but its own', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const key = newKey();
    await say(house.client, mine.token, { text: 'an itchy rash' }, key);
    const other = await say(house.client, theirs.token, { text: 'a burn' }, key);
    expect(other.heard.text).toBe('a burn');
    expect(await refusalOfSaying(KIOSK)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusalOfSaying(`${mine.token}x`)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
