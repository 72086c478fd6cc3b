import { constants } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelManifest } from '../../src/embedding';
import { DIGEST_PARAMETER } from '../../src/embedding/adapters/kserve-model';
import { verifiedModelPath } from '../../src/embedding/model-file';
import { CHANNELS } from '../../src/embedding/tensor';

/** What a card takes at once; replicas send less each, and the server joins what arrives together. */
const MAX_BATCH = 32;
/** How long a request waits for others' to join it: little against what a batch takes. */
const QUEUE_DELAY_US = 2000;
/** Requests that wait; one more is answered 503, which the adapter tries again a little later. */
const MAX_QUEUE = 256;

/**
 * Writes FOLDER/<name>/config.pbtxt and FOLDER/<name>/1/model.onnx, a model repository of Triton. The model file is verified
 * first, and its digest goes into the configuration, by which every client knows what it is served. Returns the folder.
 * Throws EmbeddingSetupError if the file is missing, or not the one that the manifest pins.
 */
export async function writeModelRepository(
  folder: string,
  manifest: ModelManifest,
  modelDir: string,
): Promise<string> {
  const { path, sha256 } = await verifiedModelPath(manifest, modelDir);
  const model = join(folder, manifest.name);
  const version = join(model, '1');
  await mkdir(version, { recursive: true });
  const unfinished = join(version, 'model.onnx.unfinished');
  await copyFile(path, unfinished, constants.COPYFILE_FICLONE);
  await rename(unfinished, join(version, 'model.onnx'));
  await writeFile(join(model, 'config.pbtxt'), tritonConfig(manifest, sha256));
  return folder;
}

/** On a card where the server has one, else on its CPU: that is the backend's own choice. */
function tritonConfig(
  { name, inputName, outputName, sizePx, dimension }: ModelManifest,
  sha256: string,
): string {
  return `name: "${name}"
backend: "onnxruntime"
max_batch_size: ${MAX_BATCH}
input [ { name: "${inputName}" data_type: TYPE_FP32 dims: [ ${CHANNELS}, ${sizePx}, ${sizePx} ] } ]
output [ { name: "${outputName}" data_type: TYPE_FP32 dims: [ ${dimension} ] } ]
dynamic_batching {
  max_queue_delay_microseconds: ${QUEUE_DELAY_US}
  default_queue_policy { max_queue_size: ${MAX_QUEUE} }
}
parameters [ { key: "${DIGEST_PARAMETER}" value: { string_value: "${sha256}" } } ]
`;
}
