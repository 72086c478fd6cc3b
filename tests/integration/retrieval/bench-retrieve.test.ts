import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** It draws, loads and asks with a Chroma of its own, all of it compiled as it loads. */
const TIMEOUT_MS = 120_000;

it(
  'measures a small index from beginning to end, and finds in it what exact search finds',
  async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['-r', '@swc-node/register', 'scripts/bench/retrieve.ts', '--sizes', '300'],
      { env: { ...process.env, SWCRC: 'true' } },
    );
    expect(stdout).toContain('this loader');
    const rows = stdout.split('\n').filter((line) => /the index, (10|50) nearest/.test(line));
    expect(rows.map((row) => Number(row.split('│').at(-2)))).toEqual([1, 1, 1, 1]);
  },
  TIMEOUT_MS,
);
