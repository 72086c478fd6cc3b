import { readFile } from 'node:fs/promises';
import path from 'node:path';
import wabt from 'wabt';
import { findProjectRoot } from '../project-root';

const FOLDER = path.join(findProjectRoot(), 'src', 'embedding', 'preprocessing');
const KERNEL_SOURCE = path.join(FOLDER, 'resample-kernel.wat');
export const KERNEL_MODULE = path.join(FOLDER, 'resample-kernel.ts');

/** The TypeScript file that carries the assembled kernel: a build then has no other file to copy. */
export async function assembleKernel(): Promise<string> {
  const assembler = await wabt();
  const source = assembler.parseWat(KERNEL_SOURCE, await readFile(KERNEL_SOURCE, 'utf8'), { simd: true });
  const lines =
    Buffer.from(source.toBinary({}).buffer)
      .toString('base64')
      .match(/.{1,96}/g) ?? [];
  return [
    '/** resample-kernel.wat as WebAssembly, in base64. Written by `npm run wasm:build`; a test holds it to its source. */',
    'export const RESAMPLE_KERNEL = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}
