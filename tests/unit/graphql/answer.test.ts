import { GraphQLError } from 'graphql';
import { CaseErrorCode, err, ok, type CaseError } from '../../../src/domain';
import { answer } from '../../../src/graphql';

it('gives the value of a success', () => {
  expect(answer(ok(7))).toBe(7);
});

it('throws a refusal with exactly the extensions that it has', () => {
  const refused: CaseError = { code: CaseErrorCode.RATE_LIMITED, message: 'Wait.', retryAfterSeconds: 30 };
  expect(() => answer(err(refused))).toThrow(
    new GraphQLError('Wait.', { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 30 } }),
  );
  try {
    answer(err(refused));
  } catch (error) {
    expect((error as GraphQLError).extensions).toEqual({ code: 'RATE_LIMITED', retryAfterSeconds: 30 });
  }
  expect.assertions(2);
});
