import { readFile } from 'node:fs/promises';
import { type ConditionTable } from '../../../src/domain';
import { preparePicture } from '../../../src/imaging';
import { openDataset } from '../../../src/retrieval';
import { LesionTruth, truthOf } from '../../score/labelled-cases';

/** A picture with what is true of it, as the server would hand it to the model. */
export interface LabelledPicture {
  readonly patientId: string;
  readonly condition: string;
  readonly truth: LesionTruth;
  readonly bytes: Buffer;
}

/** The labelled pictures of a folder in a form that `reference:load` reads. Throws if it cannot be read. */
export async function labelledPictures(dir: string, table: ConditionTable): Promise<LabelledPicture[]> {
  const dataset = await openDataset(dir);
  if (!dataset.ok) throw new Error(dataset.error);
  const pictures: LabelledPicture[] = [];
  for await (const { conditions, patientId, pictures: files } of dataset.value.cases()) {
    const heaviest = [...conditions].sort((a, b) => b.weight - a.weight)[0];
    if (heaviest === undefined) continue;
    const { name, malignancy } = table.find(heaviest.name);
    for (const { path } of files) {
      const prepared = path === null ? null : await preparePicture(await readFile(path));
      if (prepared?.ok !== true) continue;
      pictures.push({ patientId, condition: name, truth: truthOf(malignancy), bytes: prepared.value.bytes });
    }
  }
  return pictures;
}

/** What the probe and the votes tell apart; premalignant lesions are on the other side. */
export function isMalignant({ truth }: Pick<LabelledPicture, 'truth'>): boolean {
  return truth === LesionTruth.MALIGNANT;
}
