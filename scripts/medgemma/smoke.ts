/**
 * `npm run medgemma:smoke [-- --picture FILE]`: asks the model that MEDGEMMA_* configure about an invented case, prints how
 * it was asked, what came and what the guard says, and ends with 0 if a clinician would have seen the answer. It is asked
 * once, and once more if its answer cannot be read. No picture of a patient belongs here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shrinkPicture } from '../../src/imaging';
import { MAX_PICTURE_SIDE_PX } from '../../src/language-model';
import { loadConditionTable } from '../../src/retrieval';
import { findProjectRoot } from '../project-root';
import { openConfiguredModel } from './open-configured-model';
import { askAboutInventedCase } from './smoke/ask-about-invented-case';
import { line, reportOf } from './smoke/report';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { picture: { type: 'string' } } });
  const root = findProjectRoot();
  const { wire, prompt, settings } = openConfiguredModel(process.env, root);
  const conditions = await loadConditionTable(join(root, 'configs', 'data', 'conditions.csv'));
  const pictureJpeg = values.picture === undefined ? null : await readPicture(values.picture);

  console.log(line('model', wire.modelName));
  console.log(line('at', settings.baseUrl ?? "the cloud's own address"));
  console.log(line('prompt', prompt.version));
  console.log(line('picture', pictureJpeg === null ? 'none' : `${Math.ceil(pictureJpeg.length / 1024)} KiB`));
  const { timeoutMs } = settings;
  const outcome = await askAboutInventedCase({ wire, prompt, timeoutMs, conditions, pictureJpeg });
  console.log(reportOf(outcome));
  process.exitCode = outcome.verdict?.accepted === true ? 0 : 1;
}

async function readPicture(file: string): Promise<Buffer> {
  try {
    return await shrinkPicture(await readFile(file), MAX_PICTURE_SIDE_PX);
  } catch {
    throw new Error(`${file} is no picture that can be read.`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
