import { tokenCount } from '../../../../src/language-model/adapters/token-count';

describe('how many tokens a server says it took', () => {
  it.each([0, 1, 5432, 2_147_483_647])('is what it says: %d', (said) => {
    expect(tokenCount.parse(said)).toBe(said);
  });

  it.each([
    ['is no count', 'many'],
    ['is no number', NaN],
    ['is endless', Infinity],
    ['is less than nothing', -1],
    ['is no whole number', 1.5],
    ['is more than can be stored', 2_147_483_648],
    ['is the largest whole number that there is', Number.MAX_SAFE_INTEGER],
  ])('is not known where it %s', (_what, said) => {
    expect(tokenCount.parse(said)).toBeNull();
  });
});
