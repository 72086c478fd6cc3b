import { costOf } from '../../../../src/assessment/model/token-cost';

const prices = { inputPricePerMillion: 2, outputPricePerMillion: 10 };

it('is what the tokens of both directions cost', () => {
  expect(costOf({ inputTokens: 1_000_000, outputTokens: 500_000 }, prices)).toBe(7);
});

it('counts nothing that the server did not count', () => {
  expect(costOf({ inputTokens: null, outputTokens: 100_000 }, prices)).toBe(1);
  expect(costOf({ inputTokens: null, outputTokens: null }, prices)).toBe(0);
});
