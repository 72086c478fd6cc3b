import { startFanOut } from '../../../src/delivery';
import { eventually } from '../../support/house-model';
import { openCase, type WrittenCase } from '../escalation/case-events';
import { type Ground, openGround } from './delivery-ground';

const LONG_MS = 600_000;

describe('a process that follows the stream', () => {
  let ground: Ground;
  let written: WrittenCase;

  beforeEach(async () => {
    ground = await openGround();
    written = await openCase(ground.prisma, ground.facilityId);
    await ground.register('https://a.example/');
  });
  afterEach(() => ground.close());

  const delivered = (count: number) =>
    eventually(async () => (await ground.prisma.delivery.count()) === count);

  it('writes when it is rung for, together with others, and stops at once', async () => {
    const listeners: (() => void)[] = [];
    const onNumbered = (listener: () => void): void => void listeners.push(listener);
    const logger = { warn: jest.fn() };
    const following = { ...ground.writing, onNumbered, logger, pollIntervalMs: LONG_MS };
    const fanOuts = [startFanOut(following), startFanOut(following)];
    for (const count of [1, 2, 3]) {
      await ground.happen(written);
      listeners.forEach((ring) => ring());
      await delivered(count);
    }
    await Promise.all(fanOuts.map((fanOut) => fanOut.stop()));
    expect(ground.promised).toHaveLength(3);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('looks by itself where nobody rings, and again where it failed', async () => {
    await ground.happen(written);
    const { jobs } = ground.writing;
    let failures = 2;
    const enqueueAll: typeof jobs.enqueueAll = (tx, many) =>
      failures-- > 0 ? Promise.reject(new Error('away')) : jobs.enqueueAll(tx, many);
    const logger = { warn: jest.fn() };
    const failing = { ...ground.writing, jobs: { enqueueAll }, logger, onNumbered: () => undefined };
    const fanOut = startFanOut({ ...failing, pollIntervalMs: 10 });
    await delivered(1);
    await ground.happen(written);
    await delivered(2);
    await fanOut.stop();
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});
