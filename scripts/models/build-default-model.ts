/** `build-default-model`: writes the default embedding model into DATA_DIR/models. Safe to repeat. */
import { modelFolder, writeDefaultModel } from './default-model';

writeDefaultModel(modelFolder(process.env))
  .then(({ path, written }) => console.log(`${written ? 'Built' : 'Already there:'} ${path}`))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
