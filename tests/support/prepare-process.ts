/**
 * A process that prepares the pictures of the files named by its arguments, one after another, and tells its parent of each
 * the problem and the most memory that the process ever held until then: the decoder's is not in the heap of JavaScript.
 */
import { readFile } from 'node:fs/promises';
import { preparePicture } from '../../src/imaging';

export interface Preparation {
  readonly problem: string | null;
  readonly peakBytes: number;
}

async function main(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const result = await preparePicture(await readFile(path));
    const problem = result.ok ? null : result.error;
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    process.send?.({ problem, peakBytes } satisfies Preparation);
  }
}

void main(process.argv.slice(2));
