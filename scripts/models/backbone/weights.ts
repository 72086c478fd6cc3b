import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProjectRoot } from '../../project-root';
import { fromHalves } from './half-precision';
import { decodeSafetensors } from './safetensors';

/** Written by extract.ts; where the weights come from stands there and in NOTICE. */
export const BACKBONE_FILE = join(
  findProjectRoot(),
  'configs',
  'models',
  'mobilenetv2-first-blocks.safetensors',
);

/** The weights by name, each with its shape: [out, in per group, height, width], or [out] for a bias. */
export type Backbone = ReadonlyMap<
  string,
  { readonly values: Float32Array; readonly shape: readonly number[] }
>;

/** Reads the carried weights. The digest of the model that is built of them pins their bytes. */
export async function loadBackbone(path: string = BACKBONE_FILE): Promise<Backbone> {
  return new Map(
    decodeSafetensors(await readFile(path)).map(({ name, type, shape, data }) => [
      name,
      { shape, values: type === 'F16' ? fromHalves(data) : fromSingles(data) },
    ]),
  );
}

function fromSingles(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}
