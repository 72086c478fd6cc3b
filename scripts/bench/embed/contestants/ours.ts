import { createEmbedder, EmbeddingDevice } from '../../../../src/embedding';
import { type CreateContestant, inTurns } from '../contestant';
import { readPictures } from '../pictures';

export const createContestant: CreateContestant = async ({ manifest, modelDir, picturesDir }) => {
  const next = inTurns(await readPictures(picturesDir));
  const embedder = await createEmbedder({
    manifest,
    modelDir,
    device: EmbeddingDevice.CPU,
    expectedDimension: manifest.dimension,
  });
  return {
    async embed(count) {
      await embedder.embed(next(count));
    },
  };
};
