/** A thread that makes tensors of pictures. The decoder itself works on libuv's threads; resampling happens here. */
import { workerData } from 'node:worker_threads';
import { move } from 'piscina';
import { preparerOf, type PreprocessingSettings } from './prepare';

const prepare = preparerOf(workerData as PreprocessingSettings);

/** White, 1 x 1 pixel. */
const SMALLEST_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==',
  'base64',
);

/** Resolves once this thread's decoder and code have worked, so that nobody waits for their loading. */
export async function warmUp(): Promise<void> {
  await prepare(SMALLEST_PNG);
}

/** The tensor of one picture; its buffer is transferred, not copied. Rejects if the picture cannot be decoded. */
export async function preprocess(picture: Uint8Array) {
  return move(await prepare(picture));
}
