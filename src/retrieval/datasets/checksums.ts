import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DatasetError } from './dataset-error';

/** Beside a dataset's tables, as `sha256sum` writes and checks it; paths are relative to the folder. */
export const CHECKSUMS_FILE = 'checksums.sha256';

const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/** Hex digests by path. Empty if the folder has no such file. Throws a DatasetError that names a line that is not understood. */
export async function readChecksums(dir: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(dir, CHECKSUMS_FILE), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line, place) => {
      const [, digest, path] = LINE.exec(line) ?? [];
      if (digest === undefined || path === undefined) {
        throw new DatasetError(`${join(dir, CHECKSUMS_FILE)}, line ${place + 1}: expected "digest  path".`);
      }
      return [path, digest];
    }),
  );
}

/** The text of such a file, in the order of the paths. */
export function formatChecksums(digests: ReadonlyMap<string, string>): string {
  const lines = [...digests].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, hex]) => `${hex}  ${path}\n`);
  return lines.join('');
}

/** Hex digest, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
}
