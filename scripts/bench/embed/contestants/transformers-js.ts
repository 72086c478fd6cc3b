import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelManifest } from '../../../../src/embedding';
import { findProjectRoot } from '../../../project-root';
import { type ContestantSetup, type CreateContestant, inTurns } from '../contestant';
import { readPictures } from '../pictures';

/** What is used of @huggingface/transformers, which is no dependency of the project and so has no types here. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly RawImage: { fromBlob(blob: Blob): Promise<unknown> };
  readonly pipeline: (
    task: 'image-feature-extraction',
    model: string,
    options: { dtype: 'fp32'; device: 'cpu' },
  ) => Promise<(images: readonly unknown[]) => Promise<{ dims: number[] }>>;
}

/** Pillow's number of the kernel, as its processors' files name it. */
const RESAMPLE = { bilinear: 2, bicubic: 3 } as const;

export const createContestant: CreateContestant = async (setup) => {
  const peers = createRequire(join(findProjectRoot(), 'scripts', 'bench', 'peers', 'package.json'));
  const { env, RawImage, pipeline } = peers('@huggingface/transformers') as Transformers;
  const next = inTurns(await readPictures(setup.picturesDir));
  env.allowRemoteModels = false;
  env.localModelPath = await mkdtemp(join(tmpdir(), 'bench-transformers-'));
  await layOut(join(env.localModelPath, 'model'), setup);
  const extract = await pipeline('image-feature-extraction', 'model', { dtype: 'fp32', device: 'cpu' });
  return {
    async embed(count) {
      const images = await Promise.all(
        next(count).map((bytes) => RawImage.fromBlob(new Blob([Uint8Array.from(bytes)]))),
      );
      const { dims } = await extract(images);
      if (dims.at(-1) !== setup.manifest.dimension) throw new Error(`It gave ${dims.join(' x ')}.`);
    },
  };
};

/** The files that transformers.js wants around a model file: the same preprocessing, said in its words. */
async function layOut(folder: string, { manifest, modelDir }: ContestantSetup): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await copyFile(join(modelDir, manifest.file), join(folder, 'onnx', 'model.onnx'));
  await writeFile(join(folder, 'config.json'), JSON.stringify({ model_type: 'vit' }));
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(processorOf(manifest)));
}

function processorOf({ sizePx, resize, mean, std }: ModelManifest) {
  return {
    image_processor_type: 'ViTImageProcessor',
    do_resize: true,
    size: { height: sizePx, width: sizePx },
    resample: RESAMPLE[resize.kernel],
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: true,
    image_mean: mean,
    image_std: std,
  };
}
