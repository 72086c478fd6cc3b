import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PAGE = readFileSync(join('docs', 'architecture.md'), 'utf8');

/** The tests that a row names; a bare name lies beside the one before it. */
function testsIn(row: string): string[] {
  const named: string[] = [];
  for (const [, name = ''] of row.matchAll(/`((?:tests\/)?[\w./-]+\.test\.ts|tests\/[\w./-]+)`/g)) {
    named.push(name.startsWith('tests/') ? name : join(dirname(named.at(-1) ?? ''), name));
  }
  return named;
}

const NAMED = PAGE.split('\n').flatMap(testsIn);

describe('what always holds', () => {
  it('is held by tests that exist', () => {
    expect(NAMED.length).toBeGreaterThan(30);
    expect(NAMED.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('is all that a property is tested for', () => {
    const properties = readdirSync(join('tests', 'property'), { recursive: true, encoding: 'utf8' });
    const files = properties.filter((path) => path.endsWith('.test.ts')).map((path) => basename(path));
    const named = new Set(NAMED.map((path) => basename(path)));
    expect(files.filter((file) => !named.has(file))).toEqual([]);
  });
});
