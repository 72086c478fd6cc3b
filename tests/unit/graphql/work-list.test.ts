import { chosen, isWorkListKeys } from '../../../src/graphql';

describe('the keys of a work list’s cursor', () => {
  const id = '01920004-0000-7000-8000-00000000000a';

  it('are a rank, an instant and an id', () => {
    expect(isWorkListKeys([2, '2026-01-01T00:00:00.000Z', id])).toBe(true);
  });

  it.each([
    [[]],
    [[2, '2026-01-01T00:00:00.000Z']],
    [[2.5, '2026-01-01T00:00:00.000Z', id]],
    [[2, 'yesterday', id]],
    [[2, '2026-01-01T00:00:00.000Z', "'; --"]],
    [[2, null, id]],
    [[2, '2026-01-01T00:00:00.000Z', id, 1]],
  ])('are nothing else: %j', (keys) => {
    expect(isWorkListKeys(keys)).toBe(false);
  });
});

describe('what a filter chooses', () => {
  it('is each value once', () => {
    expect(chosen(['SOON', 'URGENT', 'SOON'])).toEqual(['SOON', 'URGENT']);
  });

  it.each([[null], [undefined], [[]]])('is nothing in particular for %j', (values) => {
    expect(chosen(values)).toBeNull();
  });
});
