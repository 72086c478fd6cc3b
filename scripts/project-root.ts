import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of package-lock.json, found upwards: scripts run from scripts/ and, built, from dist/scripts/. */
export function findProjectRoot(from: string = __dirname): string {
  if (existsSync(path.join(from, 'package-lock.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('package-lock.json not found in any folder above the scripts');
  return findProjectRoot(parent);
}

/** Where a server keeps what must survive it: `DATA_DIR`, by default `.data/` in the project. Absolute. */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(findProjectRoot(), env.DATA_DIR ?? '.data');
}
