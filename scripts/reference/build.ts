/**
 * `npm run index:build -- DIR [DIR…]`: builds an index of these sets beside the one in use, with the model that
 * EMBEDDING_MANIFEST names, and activates nothing. Killed, it is taken up where it stopped.
 */
import { buildIndex } from '../../src/retrieval';
import { buildWithProgress } from './build-with-progress';
import { describeLoad } from './describe-load';
import { indexCommand } from './index-command';
import { openDatasets } from './open-datasets';

indexCommand(async (index, env) => {
  const folders = process.argv.slice(2);
  if (folders.length === 0) throw new Error('Usage: npm run index:build -- DIR [DIR…]');
  const report = await buildWithProgress(env, index, await openDatasets(folders), buildIndex);
  const { id } = report.description;
  console.log(`${describeLoad(report)}\nBuilt: ${id}. To use it: npm run index:activate -- ${id}`);
});
