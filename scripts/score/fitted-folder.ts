import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const scoreFile = z.looseObject({ provenance: z.looseObject({ datasetVersion: z.string() }) });

/** The version of the folder that the shipped suspicion score was fitted on. */
export async function fittedVersion(root: string): Promise<string> {
  const file = join(root, 'configs', 'data', 'suspicion-score.json');
  return scoreFile.parse(JSON.parse(await readFile(file, 'utf8'))).provenance.datasetVersion;
}
