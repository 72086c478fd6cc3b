import { join } from 'node:path';
import { createFileMediaStore } from '../../src/imaging';
import {
  createReferencePictures,
  type buildIndex,
  type IndexEngine,
  type LoadProgress,
  type LoadReport,
  type ReferenceDataset,
} from '../../src/retrieval';
import { systemClock } from '../../src/time';
import { dataDirectory } from '../project-root';
import { createProgressLine } from './progress';
import { openReferenceTools } from './reference-tools';

/** Builds with the chosen model and shows how far it is. `build`: `buildIndex`, or one that does more afterwards. */
export async function buildWithProgress(
  env: NodeJS.ProcessEnv,
  index: IndexEngine,
  datasets: readonly ReferenceDataset[],
  build: typeof buildIndex,
): Promise<LoadReport> {
  const tools = await openReferenceTools(env);
  const line = createProgressLine(datasets.map((dataset) => dataset.name).join(' and '), 'cases');
  const onProgress = ({ casesRead, caseCount }: LoadProgress): void => line.show(casesRead, caseCount);
  const { keep: keepPicture } = createReferencePictures(
    createFileMediaStore(join(dataDirectory(env), 'media')),
  );
  try {
    return await build({ ...tools, keepPicture, index, clock: systemClock, onProgress }, datasets);
  } finally {
    line.end();
    await tools.close();
  }
}
