import fc from 'fast-check';
import { EmbeddingBusyError } from '../../../src/embedding';
import { batcherUnderTest } from '../../support/batcher';

/** What happens, one thing after another: so many items come, the oldest run ends well or badly, time passes. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('submit' as const), count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('end' as const), isFailure: fc.boolean() }),
  fc.record({ kind: fc.constant('pass' as const), forMs: fc.integer({ min: 1, max: 15 }) }),
);
const bounds = fc.record({
  concurrency: fc.integer({ min: 1, max: 3 }),
  maxBatch: fc.integer({ min: 1, max: 5 }),
  maxWaitMs: fc.integer({ min: 0, max: 10 }),
  maxQueue: fc.integer({ min: 1, max: 12 }),
});

describe('a micro-batcher, whatever happens in whatever order', () => {
  it('answers every item once and with its own answer, and holds its bounds', async () => {
    await fc.assert(
      fc.asyncProperty(bounds, fc.array(event, { maxLength: 40 }), async (limits, events) => {
        const batcher = batcherUnderTest(limits);
        const answers: Promise<PromiseSettledResult<number>[]>[] = [];
        let nextItem = 0;
        let ended = 0;
        const end = async (isFailure: boolean): Promise<void> => {
          const run = batcher.begun[ended];
          if (run === undefined) return;
          ended++;
          if (isFailure) run.fail(new Error(run.items.join(' ')));
          else run.succeed();
          await batcher.settle();
        };
        const holdsBounds = (): void => {
          expect(batcher.begun.length - ended).toBeLessThanOrEqual(limits.concurrency);
          expect(Math.max(0, ...batcher.begun.map(({ items }) => items.length))).toBeLessThanOrEqual(
            limits.maxBatch,
          );
          expect(Math.max(0, ...batcher.depths)).toBeLessThanOrEqual(limits.maxQueue);
        };

        for (const happening of events) {
          if (happening.kind === 'submit') {
            const items = Array.from({ length: happening.count }, () => nextItem++);
            answers.push(Promise.allSettled(items.map((item) => batcher.submit(item))));
            await batcher.settle();
          } else if (happening.kind === 'end') await end(happening.isFailure);
          else await batcher.pass(happening.forMs);
          holdsBounds();
        }
        // Nothing is lost: once every run ends and time passes, everybody has been answered.
        while ((batcher.depths.at(-1) ?? 0) > 0) {
          await batcher.pass(limits.maxWaitMs);
          await end(false);
        }

        (await Promise.all(answers)).flat().forEach((answer, item) => {
          if (answer.status === 'fulfilled') expect(answer.value).toBe(2 * item);
          // What failed was refused, or failed in a run of its own and of nobody else.
          else if (!(answer.reason instanceof EmbeddingBusyError)) {
            expect(answer.reason).toEqual(new Error(String(item)));
          }
        });
        expect(batcher.timers()).toBe(0);
      }),
    );
  });

  it('runs items in the order in which they came', async () => {
    await fc.assert(
      fc.asyncProperty(bounds, fc.integer({ min: 1, max: 30 }), async (limits, count) => {
        const batcher = batcherUnderTest({ ...limits, maxQueue: count });
        const answers = Promise.all(Array.from({ length: count }, (_, item) => batcher.submit(item)));
        for (let ended = 0; (batcher.depths.at(-1) ?? 0) > 0;) {
          await batcher.pass(limits.maxWaitMs);
          for (; ended < batcher.begun.length; ended++) batcher.begun[ended]?.succeed();
          await batcher.settle();
        }
        await answers;
        expect(batcher.begun.flatMap(({ items }) => items)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
      }),
    );
  });
});
