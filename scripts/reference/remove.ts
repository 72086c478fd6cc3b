/** `npm run index:remove -- NAME`: takes an index away for good; not the one in use, nor the one to go back to. */
import { removeIndex } from '../../src/retrieval';
import { indexCommand } from './index-command';

indexCommand(async (index) => {
  const [named] = process.argv.slice(2);
  if (named === undefined) throw new Error('Usage: npm run index:remove -- NAME');
  const removed = await removeIndex({ index }, named);
  if (!removed.ok) throw new Error(removed.error.detail);
  console.log(`Removed: ${removed.value}.`);
});
