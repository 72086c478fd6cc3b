/** A thread that makes tensors of pictures. The decoder itself works on libuv's threads; resampling happens here. */
import { workerData } from 'node:worker_threads';
import { move } from 'piscina';
import { preparerOf, type PreprocessingSettings } from './prepare';

const prepare = preparerOf(workerData as PreprocessingSettings);

/** The tensor of one picture; its buffer is transferred, not copied. Rejects if the picture cannot be decoded. */
export async function preprocess(picture: Uint8Array) {
  return move(await prepare(picture));
}
