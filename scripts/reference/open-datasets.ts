import { resolve } from 'node:path';
import { openDataset, type ReferenceDataset } from '../../src/retrieval';

/** Opens folders (or mapping files) as `openDataset` does. Throws the first one's reason. */
export async function openDatasets(paths: readonly string[]): Promise<ReferenceDataset[]> {
  const datasets: ReferenceDataset[] = [];
  for (const path of paths) {
    const opened = await openDataset(resolve(path));
    if (!opened.ok) throw new Error(opened.error);
    datasets.push(opened.value);
  }
  return datasets;
}
