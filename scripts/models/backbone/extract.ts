/**
 * `extract FOLDER`: takes the weights of the first blocks of MobileNetV2 out of an unpacked @mediapipe/objectron 0.4.1675468480
 * (`npm pack @mediapipe/objectron@0.4.1675468480`, then `tar xzf`; Google LLC, Apache-2.0) and writes them to configs/models.
 * Its object detector was trained on Open Images V4. Only needed to see that the carried file is what it says it is.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LAYERS, type Layer } from './layers';
import { encodeSafetensors, type NamedTensor } from './safetensors';
import { readConvolutions, type StoredConvolution, type StoredTensor } from './tflite';
import { BACKBONE_FILE } from './weights';

const PACKAGE = '@mediapipe/objectron@0.4.1675468480';
const ASSETS_FILE = 'objectron_solution_packed_assets.data';
/** Where the package's own loader says that object_detection_ssd_mobilenetv2_oidv4_fp16.tflite lies in the file. */
const DETECTOR_STARTS = 184;
const DETECTOR_SHA256 = 'd0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6';

async function extract(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new Error('Usage: extract FOLDER-OF-THE-UNPACKED-PACKAGE');
  const detector = (await readFile(join(folder, ASSETS_FILE))).subarray(DETECTOR_STARTS);
  const sha256 = createHash('sha256').update(detector).digest('hex');
  if (sha256 !== DETECTOR_SHA256) throw new Error(`The detector's digest is ${sha256}: not the pinned one.`);
  const convolutions = readConvolutions(detector);
  const tensors = LAYERS.flatMap((layer, index) => tensorsOf(layer, convolutions[index]));
  await writeFile(BACKBONE_FILE, encodeSafetensors(tensors, { source: PACKAGE, licence: 'Apache-2.0' }));
  console.log(`Wrote ${tensors.length} tensors to ${BACKBONE_FILE}.`);
}

function tensorsOf(layer: Layer, stored: StoredConvolution | undefined): NamedTensor[] {
  if (stored?.isDepthwise !== layer.isDepthwise) throw new Error(`The file has no ${layer.name}.`);
  const { weight, bias } = stored;
  return [
    { name: `${layer.name}.weight`, ...channelsFirst(weight, layer.isDepthwise ? 3 : 0) },
    { name: `${layer.name}.bias`, ...bias },
  ];
}

/** [a, height, width, b] to [out, in per group, height, width]: `outAxis`, which is 0 or 3, comes first. */
function channelsFirst({ type, shape, data }: StoredTensor, outAxis: 0 | 3): StoredTensor {
  const [a = 1, height = 1, width = 1, b = 1] = shape;
  const [out, inputs] = outAxis === 0 ? [a, b] : [b, a];
  const bytes = type === 'F16' ? 2 : 4;
  const moved = Buffer.alloc(data.length);
  let to = 0;
  for (let o = 0; o < out; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let pixel = 0; pixel < height * width; pixel++, to += bytes) {
        const [first, last] = outAxis === 0 ? [o, i] : [i, o];
        const from = ((first * height * width + pixel) * b + last) * bytes;
        data.copy(moved, to, from, from + bytes);
      }
    }
  }
  return { type, shape: [out, inputs, height, width], data: moved };
}

extract(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
