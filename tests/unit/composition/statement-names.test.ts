import { createStatementNames } from '../../../src/composition/statement-names';

describe('names of prepared statements', () => {
  it('are the same for the same text, and differ otherwise', () => {
    const nameOf = createStatementNames();
    const [first, second] = [nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' })];
    expect(first).not.toBe(second);
    expect(nameOf({ sql: 'SELECT 1' })).toBe(first);
  });

  it('run out, so that no stream of ever new statements fills the database’s memory', () => {
    const nameOf = createStatementNames(1);
    nameOf({ sql: 'SELECT 1' });
    expect(nameOf({ sql: 'SELECT 2' })).toBe('');
    expect(nameOf({ sql: 'SELECT 1' })).not.toBe('');
  });
});
