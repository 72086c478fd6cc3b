import { readFileSync } from 'node:fs';
import { settingsSchema, VARIABLES } from '../../../src/config/settings';

const REQUIRED = {
  appEnv: 'production',
  secretKey: 'x'.repeat(32),
  database: { url: 'postgresql://host/name' },
  redis: { url: 'redis://host' },
  chroma: { url: 'http://host' },
};
/** Decided by the start script, or told in words in the table. */
const NOT_IN_TABLE = new Set(['appEnv']);

const rows = [
  ...readFileSync('docs/deployment.md', 'utf8').matchAll(/^\| `([\w.]+)` +\| (?:`(\w+)`)? *\| (.*?) *\|/gm),
].map(([, setting = '', variable, usual = '']) => ({ setting, variable, usual }));

/** Every setting that has a value when nothing but the required ones is given, by its path. */
const usualValues = new Map(leavesOf(settingsSchema.parse(REQUIRED), ''));

function leavesOf(value: object, path: string): [setting: string, usual: string][] {
  return Object.entries(value).flatMap(([name, below]: [string, unknown]): [string, string][] =>
    typeof below === 'object' && below !== null
      ? leavesOf(below, `${path}${name}.`)
      : [[`${path}${name}`, `\`${JSON.stringify(below).replaceAll('"', '')}\``]],
  );
}

describe('the table of settings in docs/deployment.md', () => {
  it('names every setting, and nothing that is none', () => {
    const known = new Set([...usualValues.keys(), ...Object.values(VARIABLES)]);
    const expected = [...known].filter((setting) => !NOT_IN_TABLE.has(setting)).sort();
    expect(rows.map(({ setting }) => setting).sort()).toEqual(expected);
  });

  it('names the variable of each', () => {
    const named = rows.flatMap(({ setting, variable }) =>
      variable === undefined ? [] : [[variable, setting]],
    );
    expect(Object.fromEntries(named)).toEqual(VARIABLES);
  });

  it('gives the defaults that are used', () => {
    const required = new Set(leavesOf(REQUIRED, '').map(([setting]) => setting));
    for (const { setting, usual } of rows) {
      const value = usualValues.get(setting);
      if (value === undefined) continue;
      expect([setting, usual]).toEqual([setting, required.has(setting) ? 'required' : value]);
    }
  });
});
