import { reasonOf } from '../../../scripts/chaos/reason-of';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('the reason why something broke', () => {
  it.each([
    [new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
    [{ message: 'connect ECONNREFUSED', error: refused }, 'ECONNREFUSED'],
    [[{ message: 'No.', extensions: { code: 'FORBIDDEN' } }], 'FORBIDDEN'],
    [{ code: 4401, reason: 'Unauthenticated' }, '4401 Unauthenticated'],
    [{ code: 1013, reason: '{"reconnectAfterMs":571}' }, '1013 come back later'],
    [{ code: 1006, reason: '' }, '1006'],
    [new Error('The line broke.'), 'The line broke.'],
    [null, 'unknown'],
  ])('is one word of %p', (thrown, reason) => {
    expect(reasonOf(thrown)).toBe(reason);
  });
});
