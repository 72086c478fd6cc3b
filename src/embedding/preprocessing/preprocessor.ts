import { join } from 'node:path';
import { Piscina } from 'piscina';
// Loaded before there are threads: what may be decoded is settled for the whole process (decoding/open-picture.ts).
import '../../decoding';
import { workerFile } from '../worker-file';
import { type PreprocessingSettings } from './prepare';

/** One is decoded, which the thread only waits for, while another one is resampled. */
const PICTURES_PER_THREAD = 2;

export interface Preprocessor {
  /**
   * The picture (JPEG, PNG or WebP bytes) as the normalised values [3, sizePx, sizePx] of the model's input. Rejects if it
   * cannot be decoded.
   */
  prepare(picture: Uint8Array): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Starts `threads` threads that decode, orient, resize and normalise: none of it on the event loop. Ends once they are warm. */
export async function startPreprocessor(
  settings: PreprocessingSettings,
  threads: number,
): Promise<Preprocessor> {
  const { sizePx, resize, mean, std } = settings;
  const pool = new Piscina({
    ...workerFile(join(__dirname, 'preprocess-worker')),
    name: 'preprocess',
    workerData: { sizePx, resize, mean, std } satisfies PreprocessingSettings,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: PICTURES_PER_THREAD,
  });
  const places = Array.from({ length: threads * PICTURES_PER_THREAD });
  await Promise.all(places.map(() => pool.run(undefined, { name: 'warmUp' })));
  return {
    async prepare(picture) {
      // The caller keeps its bytes, so they are copied once; and alone, because a Buffer may be a view of a large pool.
      const own = new Uint8Array(picture);
      return (await pool.run(own, { transferList: [own.buffer] })) as Float32Array<ArrayBuffer>;
    },
    close: () => pool.close(),
  };
}
