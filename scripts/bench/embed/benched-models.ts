import path from 'node:path';
import { loadManifest, type ModelManifest } from '../../../src/embedding';
import { DEFAULT_MANIFEST, writeDefaultModel } from '../../models/default-model';
import { writeVitShapedModel } from '../../models/vit-shaped';
import { dataDirectory } from '../../project-root';

export interface BenchedModel {
  readonly manifest: ModelManifest;
  readonly modelDir: string;
}

const modelDir = path.join(dataDirectory(), 'models');

const MODELS: Readonly<Record<string, () => Promise<BenchedModel>>> = {
  async default() {
    await writeDefaultModel(modelDir);
    return { manifest: await loadManifest(DEFAULT_MANIFEST), modelDir };
  },
  /** Shaped as SigLIP-2 base is, with random weights: what it costs is what a real one costs. */
  async vit() {
    return { manifest: (await writeVitShapedModel(modelDir)).manifest, modelDir };
  },
};

export const MODEL_NAMES: readonly string[] = Object.keys(MODELS);

/** Writes the model's file if it is not there. Throws if there is none of that name. */
export async function benchedModel(name: string): Promise<BenchedModel> {
  const write = MODELS[name];
  if (write === undefined) throw new Error(`There is no model "${name}": ${MODEL_NAMES.join(', ')}.`);
  return write();
}
