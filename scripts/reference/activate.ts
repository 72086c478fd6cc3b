/**
 * `npm run index:activate -- NAME | --previous`: puts a built index into use, or the one that was in use before. Servers
 * notice within ten seconds. NAME may be the beginning of one.
 */
import { activateIndex, activatePrevious } from '../../src/retrieval';
import { systemClock } from '../../src/time';
import { chosenModel } from '../models/chosen-model';
import { indexCommand } from './index-command';

indexCommand(async (index, env) => {
  const [named] = process.argv.slice(2);
  if (named === undefined) throw new Error('Usage: npm run index:activate -- NAME | --previous');
  const deps = { index, clock: systemClock };
  const model = await chosenModel(env);
  const activated =
    named === '--previous' ? await activatePrevious(deps, model) : await activateIndex(deps, model, named);
  if (!activated.ok) throw new Error(activated.error.detail);
  console.log(`In use: ${activated.value.id}. To go back: npm run index:activate -- --previous`);
});
