import { DateTimeScalar, isWorkListKeys } from '../../../src/graphql';

const ID = '01920004-0000-7000-8000-00000000000a';

describe('an instant that PostgreSQL does not know', () => {
  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00'])(
    'is no DateTime: %s',
    (text) => {
      expect(() => DateTimeScalar.parseValue(text)).toThrow('Expected an instant of the years 1 to 9999.');
    },
  );

  it.each(['1', '0000-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', 'Tue Mar 01 2022 (foo)'])(
    'stands in no cursor: %s',
    (at) => {
      expect(isWorkListKeys([1, at, ID])).toBe(false);
    },
  );
});

describe('a rank that no case has', () => {
  it.each([-1, 6, 99_999, 1e300])('stands in no cursor: %d', (rank) => {
    expect(isWorkListKeys([rank, '2026-01-01T00:00:00.000Z', ID])).toBe(false);
  });

  it('is another than not known yet', () => {
    expect(isWorkListKeys([5, '2026-01-01T00:00:00.000Z', ID])).toBe(true);
  });
});
