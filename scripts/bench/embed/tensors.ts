import { preparerOf } from '../../../src/embedding/preprocessing/prepare';
import { type ContestantSetup } from './contestant';
import { readPictures } from './pictures';

/** The pictures as the model's input, prepared before anything is measured. */
export async function readTensors({ picturesDir, manifest }: ContestantSetup) {
  const prepare = preparerOf(manifest);
  return Promise.all((await readPictures(picturesDir, 8)).map((picture) => prepare(picture)));
}
