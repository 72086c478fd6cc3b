import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Snippet {
  /** An existing file: lint knows types and circles of the files on disk alone. */
  readonly file: string;
  readonly code: string;
}
interface Finding {
  readonly line: number;
  readonly rule: string;
}

const ROOMS = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'generated')
  .map((entry) => entry.name);

const LINT_TIMEOUT_MS = 120_000;

function lint(snippets: readonly Snippet[], rulesLeftOut: readonly string[] = []): Finding[][] {
  const script = join(__dirname, 'fixtures', 'lint-snippets.mjs');
  const { stdout, stderr, status } = spawnSync('node', [script, ...rulesLeftOut], {
    input: JSON.stringify(snippets),
    encoding: 'utf8',
    // Under CI typescript-eslint reads each file from the disk once and never sees a snippet in its place.
    env: { ...process.env, TSESTREE_SINGLE_RUN: 'false' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Finding[][];
}

describe('the rooms', () => {
  it(
    'import each other as docs/architecture.md draws it, and lint refuses every other arrow',
    () => {
      const others = (room: string): string[] => ROOMS.filter((other) => other !== room);
      const findings = lint(
        ROOMS.map((room) => ({
          file: `src/${room}/index.ts`,
          code: others(room)
            .map((other) => `import '../${other}';\n`)
            .join(''),
        })),
        ['import-x/no-cycle'], // slow, and not what is asked here
      );
      const allowed = ROOMS.map((room, index) => {
        const refused = (findings[index] ?? []).filter(({ rule }) => rule === 'import-x/no-restricted-paths');
        const lines = new Set(refused.map(({ line }) => line));
        return [room, others(room).filter((_other, place) => !lines.has(place + 1))];
      });
      expect(Object.fromEntries(allowed)).toEqual(drawnArrows());
    },
    LINT_TIMEOUT_MS,
  );

  it(
    'are entered by their doors, in no circle, and the domain knows no world outside',
    () => {
      const cases: readonly (Snippet & { readonly rule: string })[] = [
        {
          file: 'src/cases/claim-case.ts',
          code: "import '../identity/policy';",
          rule: 'import-x/no-restricted-paths',
        },
        { file: 'src/main.ts', code: "import './cases/claim-case';", rule: 'import-x/no-restricted-paths' },
        {
          file: 'src/domain/result.ts',
          code: "import { review } from './case/review';\nexport { review };",
          rule: 'import-x/no-cycle',
        },
        {
          file: 'src/domain/findings/truth.ts',
          code: "import '../wording/forbidden-words';",
          rule: 'import-x/no-restricted-paths',
        },
        { file: 'src/domain/uuid.ts', code: "import 'node:fs';", rule: 'no-restricted-imports' },
        { file: 'src/domain/uuid.ts', code: "import 'zod';", rule: 'no-restricted-imports' },
        {
          file: 'src/domain/uuid.ts',
          code: 'export const at = Date.now();',
          rule: 'no-restricted-properties',
        },
        { file: 'src/domain/uuid.ts', code: 'export const at = new Date();', rule: 'no-restricted-syntax' },
        {
          file: 'src/domain/uuid.ts',
          code: 'export const chance = Math.random();',
          rule: 'no-restricted-properties',
        },
      ];
      const found = lint(cases).map((findings) => findings.map(({ rule }) => rule));
      expect(found).toEqual(cases.map(({ rule }) => [rule]));
    },
    LINT_TIMEOUT_MS,
  );
});

/** The table of rooms: its first column names a room, its last the rooms that it imports. */
function drawnArrows(): Record<string, string[]> {
  const rows = readFileSync('docs/architecture.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [room, , imports] = line.split('|').slice(1, -1);
      return room !== undefined && imports !== undefined && /^ `[\w-]+` +$/.test(room)
        ? [[room.replaceAll(/[ `]/g, ''), imports.trim()] as const]
        : [];
    });
  return Object.fromEntries(
    rows.map(([room, imports]) => [
      room,
      ROOMS.filter(
        (other) => other !== room && (imports === 'everything' || imports.split(', ').includes(other)),
      ),
    ]),
  );
}
