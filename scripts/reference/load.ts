/**
 * `npm run reference:load -- [DIR…]`: `index:build` and `index:activate` in one. Without DIR: REFERENCE_DATA_DIR, else the
 * demonstration set, which is drawn first. Fast when there is nothing to do. `--unless-chosen` (for the start): instead of
 * the demonstration set, what somebody put into use stays in use.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findLoaded, loadReference } from '../../src/retrieval';
import { chosenModel } from '../models/chosen-model';
import { dataDirectory } from '../project-root';
import { buildWithProgress } from './build-with-progress';
import { findChosenIndex } from './chosen-index';
import { describeLoad } from './describe-load';
import { drawDemoSet } from './demo/draw-demo-set';
import { indexCommand } from './index-command';
import { openDatasets } from './open-datasets';

const UNLESS_CHOSEN = '--unless-chosen';

indexCommand(async (index, env) => {
  const args = process.argv.slice(2);
  const named = namedFolders(env, args);
  const model = await chosenModel(env);
  const chosen = args.includes(UNLESS_CHOSEN) && named.length === 0 && (await findChosenIndex(index, model));
  if (chosen) {
    console.log(`In use: ${chosen.id}, which somebody chose.`);
    return;
  }
  const datasets = await openDatasets(named.length > 0 ? named : [await demoFolder(env)]);
  const loaded = await findLoaded(index, model, ...datasets);
  if (loaded !== null) {
    console.log(`Reference set ${loaded.name}: already loaded, as ${loaded.id}.`);
    return;
  }
  const report = await buildWithProgress(env, index, datasets, loadReference);
  console.log(`${describeLoad(report)}\nIn use: ${report.description.id}.`);
});

function namedFolders(env: NodeJS.ProcessEnv, args: readonly string[]): readonly string[] {
  const named = args.filter((argument) => argument !== UNLESS_CHOSEN);
  if (named.length > 0) return named;
  return env.REFERENCE_DATA_DIR ? [env.REFERENCE_DATA_DIR] : [];
}

async function demoFolder(env: NodeJS.ProcessEnv): Promise<string> {
  const demo = join(dataDirectory(env), 'reference', 'demo-synthetic');
  const drawn = await access(demo).then(
    () => true,
    () => false,
  );
  if (!drawn) await drawDemoSet(demo);
  return demo;
}
