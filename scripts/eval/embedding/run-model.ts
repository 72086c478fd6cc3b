import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type ModelManifest } from '../../../src/embedding';
import { preparerOf, type PreprocessingSettings } from '../../../src/embedding/preprocessing/prepare';
import { type LabelledPicture } from './labelled-pictures';
import { type Rows } from './rows';

/** How a model is fed, and where its answer is. */
export type ModelInterface = PreprocessingSettings & Pick<ModelManifest, 'inputName' | 'outputName'>;

export interface ModelRun {
  readonly rows: Rows;
  /** The model alone, on one thread: the mean of the fastest tenth of its runs, for the machine may be busy with other things. */
  readonly msPerPicture: number;
}

/**
 * What a model says of every picture, as it comes out of the graph, by the server's own preprocessing.
 * @param isMirroredToo adds what it says of the picture's mirror image, and takes the mean of both.
 */
export async function runModel(
  model: Buffer | string,
  described: ModelInterface,
  pictures: readonly LabelledPicture[],
  isMirroredToo = false,
): Promise<ModelRun> {
  const options = { intraOpNumThreads: 1, graphOptimizationLevel: 'all' } as const;
  const session = await (typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options));
  const prepare = preparerOf(described);
  const { sizePx, inputName, outputName } = described;
  const timesMs: number[] = [];
  const infer = async (values: Float32Array): Promise<Float64Array> => {
    const startedMs = performance.now();
    const output = await session.run({ [inputName]: new Tensor('float32', values, [1, 3, sizePx, sizePx]) });
    timesMs.push(performance.now() - startedMs);
    return Float64Array.from(output[outputName]?.data as Float32Array);
  };
  const rows: Float64Array[] = [];
  for (const { bytes } of pictures) {
    const values = await prepare(bytes);
    const mirror = isMirroredToo ? await infer(mirrored(values, sizePx)) : null;
    const row = await infer(values);
    rows.push(mirror === null ? row : row.map((value, index) => (value + (mirror[index] ?? 0)) / 2));
  }
  await session.release();
  const fastest = timesMs.sort((a, b) => a - b).slice(0, Math.ceil(timesMs.length / 10));
  const msPerRun = fastest.reduce((sum, ms) => sum + ms, 0) / fastest.length;
  return { rows, msPerPicture: msPerRun * (isMirroredToo ? 2 : 1) };
}

/** Left and right of every channel exchanged. */
function mirrored(values: Float32Array, sizePx: number): Float32Array {
  return values.map((_, at) => values[at - (at % sizePx) + (sizePx - 1 - (at % sizePx))] ?? 0);
}
