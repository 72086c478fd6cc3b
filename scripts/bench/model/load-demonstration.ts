import path from 'node:path';
import { createChromaIndex, loadReference, openDataset } from '../../../src/retrieval';
import { systemClock } from '../../../src/time';
import { drawDemoSet } from '../../reference/demo/draw-demo-set';
import { openReferenceTools } from '../../reference/reference-tools';

/** Draws the demonstration set under `dataDir` and loads it, so that every search finds something. */
export async function loadDemonstration(chromaUrl: string, dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'demo-set');
  await drawDemoSet(folder);
  const dataset = await openDataset(folder);
  if (!dataset.ok) throw new Error(dataset.error);
  const tools = await openReferenceTools({ DATA_DIR: dataDir });
  const index = createChromaIndex(chromaUrl);
  await loadReference({ ...tools, index, clock: systemClock }, [dataset.value]);
  await tools.close();
}
