/** `npm run index:status`: every index, which is in use with which model, which is kept to go back to, which is half built. */
import { describeCatalogue } from './describe-catalogue';
import { indexCommand } from './index-command';

indexCommand(async (index) => {
  console.log(describeCatalogue(await index.entries(), await index.pointers()));
});
