import { GraphQLError } from 'graphql';
import { createSharedAnswers } from '../../../src/server/shared-answers';

const answer = (value: number) => ({ data: { value } });

describe('shared answers', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are made once for an event and a key', () => {
    const shared = createSharedAnswers();
    const event = {};
    const first = shared.answer(event, 'all', () => answer(1));
    expect(shared.answer(event, 'all', () => answer(2))).toBe(first);
  });

  it('are made anew for another event, though it looks the same, and for another key', () => {
    const shared = createSharedAnswers();
    const event = {};
    void shared.answer(event, 'all', () => answer(1));
    expect(shared.answer({}, 'all', () => answer(2))).toEqual(answer(2));
    expect(shared.answer(event, 'less', () => answer(3))).toEqual(answer(3));
  });

  it('are forgotten at once when something failed', async () => {
    const shared = createSharedAnswers();
    const event = {};
    const failing = [
      Promise.reject(new Error('out of reach')),
      Promise.resolve({ errors: [new GraphQLError('no')] }),
    ];
    for (const failed of failing) {
      await Promise.allSettled([shared.answer(event, 'all', () => failed)]);
      await Promise.resolve();
    }
    expect(shared.answer(event, 'all', () => answer(1))).toEqual(answer(1));
  });

  it('are not given to whoever comes later: things may have changed', () => {
    const shared = createSharedAnswers(100);
    const event = {};
    void shared.answer(event, 'all', () => answer(1));
    jest.advanceTimersByTime(99);
    expect(shared.answer(event, 'all', () => answer(2))).toEqual(answer(1));
    jest.advanceTimersByTime(1);
    expect(shared.answer(event, 'all', () => answer(3))).toEqual(answer(3));
  });
});
