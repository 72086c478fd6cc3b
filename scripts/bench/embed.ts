/**
 * `npm run bench:embed [-- --pictures DIR] [--rounds 3] [--seconds 2] [--batches 1,8,32] [--models default,vit]`: pictures a second and
 * the time of a call, from JPEG bytes to vectors, beside bare onnxruntime-node on ready tensors (the limit) and transformers.js's
 * pipeline on the same model file, in one run. `--soak 10000` embeds that many pictures instead and prints the memory.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchedModel, MODEL_NAMES } from './embed/benched-models';
import { compare, printComparison } from './embed/compare';
import { ContestantName } from './embed/contestant';
import { installPeers } from './embed/install-peers';
import { drawPictures, PictureSet } from './embed/pictures';
import { soak } from './embed/soak';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pictures: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      batches: { type: 'string', default: '1,8,32' },
      models: { type: 'string', default: MODEL_NAMES.join() },
      soak: { type: 'string' },
    },
  });
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'bench-embed-'));
  try {
    const folders = await pictureFolders(values.pictures, scratch);
    if (values.soak !== undefined) {
      const [picturesDir = ''] = folders.values();
      await soak({ ...(await benchedModel('default')), picturesDir }, Number(values.soak));
      return;
    }
    const names = Object.values(ContestantName).filter(
      (name) => name !== ContestantName.TRANSFORMERS || installPeers(),
    );
    const plan = {
      batches: values.batches.split(',').map(Number),
      rounds: Number(values.rounds),
      roundMs: 1000 * Number(values.seconds),
    };
    for (const modelName of values.models.split(',')) {
      const model = await benchedModel(modelName);
      for (const [what, picturesDir] of folders) {
        console.log(`\n=== ${model.manifest.name}, pictures: ${what}`);
        printComparison(await compare(names, { ...model, picturesDir }, plan));
      }
    }
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** What is embedded, by its name: the folder that was named, else drawn sets. */
async function pictureFolders(named: string | undefined, scratch: string): Promise<Map<string, string>> {
  if (named !== undefined) return new Map([[named, path.resolve(named)]]);
  const folders = new Map<string, string>();
  for (const set of Object.values(PictureSet)) {
    const folder = path.join(scratch, set.replaceAll(' ', '-'));
    await drawPictures(folder, set);
    folders.set(set, folder);
  }
  return folders;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
