/**
 * `npm run reference:load -- [DIR…]`: `index:build` and `index:activate` in one. Without DIR: REFERENCE_DATA_DIR, else the
 * demonstration set, which is drawn first. Fast when there is nothing to do.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findLoaded, loadReference } from '../../src/retrieval';
import { chosenModel } from '../models/chosen-model';
import { dataDirectory } from '../project-root';
import { buildWithProgress } from './build-with-progress';
import { describeLoad } from './describe-load';
import { drawDemoSet } from './demo/draw-demo-set';
import { indexCommand } from './index-command';
import { openDatasets } from './open-datasets';

indexCommand(async (index, env) => {
  const datasets = await openDatasets(await chooseFolders(env, process.argv.slice(2)));
  const loaded = await findLoaded(index, await chosenModel(env), ...datasets);
  if (loaded !== null) {
    console.log(`Reference set ${loaded.name}: already loaded, as ${loaded.id}.`);
    return;
  }
  const report = await buildWithProgress(env, index, datasets, loadReference);
  console.log(`${describeLoad(report)}\nIn use: ${report.description.id}.`);
});

async function chooseFolders(env: NodeJS.ProcessEnv, named: readonly string[]): Promise<readonly string[]> {
  if (named.length > 0) return named;
  if (env.REFERENCE_DATA_DIR !== undefined && env.REFERENCE_DATA_DIR !== '') return [env.REFERENCE_DATA_DIR];
  const demo = join(dataDirectory(env), 'reference', 'demo-synthetic');
  const drawn = await access(demo).then(
    () => true,
    () => false,
  );
  if (!drawn) await drawDemoSet(demo);
  return [demo];
}
