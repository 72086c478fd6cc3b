/**
 * `triton-repository FOLDER`: lays the chosen model (EMBEDDING_MANIFEST, else the one of a clone) out as a model repository
 * that NVIDIA's Triton Inference Server serves. Safe to repeat; the server may watch the folder.
 */
import { chosenManifest } from './chosen-model';
import { modelFolder, writeDefaultModel } from './default-model';
import { writeModelRepository } from './model-repository';

async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('Usage: triton-repository FOLDER');
  const manifest = await chosenManifest(process.env);
  const models = modelFolder(process.env);
  if (!process.env.EMBEDDING_MANIFEST) await writeDefaultModel(models);
  console.log(`Triton serves ${manifest.name} from ${await writeModelRepository(folder, manifest, models)}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
