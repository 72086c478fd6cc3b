import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { eachAtOnce } from '../each-at-once';
import { type ReferencePicture } from '../reference-case';
import { CHECKSUMS_FILE, readChecksums, sha256OfFile } from './checksums';
import { DatasetError } from './dataset-error';

const PICTURE_FOLDERS: readonly string[] = ['images', join('dataset', 'images')];
const PICTURE_ENDINGS: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);
const FILES_HASHED_AT_ONCE = 4;

interface ShelvedPicture {
  readonly path: string;
  /** Hex digest of the file's bytes: as the folder's checksums say, or worked out where they do not name it. */
  readonly sha256: string;
}

/** The pictures of a dataset's folder, by name without ending: tables and folders disagree about the ending. */
export type PictureShelf = ReadonlyMap<string, ShelvedPicture>;

export interface DatasetFolder {
  readonly shelf: PictureShelf;
  /** Hex digest of the tables' and the pictures' bytes: other contents, other version. */
  readonly version: string;
}

/**
 * Finds what a dataset consists of. Pictures that the folder's checksums name are not read here, but checked when they are
 * used; all others, and the tables, are read to the end. Throws a DatasetError if a table is not the one that they name.
 */
export async function openFolder(
  dir: string,
  tables: readonly string[],
  pictureFolders: readonly string[] = PICTURE_FOLDERS,
): Promise<DatasetFolder> {
  const checksums = await readChecksums(dir);
  const digest = createHash('sha256');
  for (const table of tables) {
    const sha256 = await sha256OfFile(table);
    if ((checksums.get(nameIn(dir, table)) ?? sha256) !== sha256) {
      throw new DatasetError(`${table} is not the file that ${CHECKSUMS_FILE} names.`);
    }
    digest.update(`${sha256}\0`);
  }
  const shelf = await shelvePictures(dir, pictureFolders, checksums);
  for (const [name, { sha256 }] of shelf) digest.update(`${name}\0${sha256}\0`);
  return { shelf, version: digest.digest('hex') };
}

/** What the table calls `named`, as the folder has it. `pictureId`: how the dataset tells it from others of the case. */
export function pictureNamed(shelf: PictureShelf, named: string): ReferencePicture {
  const found = shelf.get(stem(basename(named)));
  return { pictureId: named, path: found?.path ?? null, sha256: found?.sha256 ?? null };
}

async function shelvePictures(
  dir: string,
  pictureFolders: readonly string[],
  checksums: ReadonlyMap<string, string>,
): Promise<PictureShelf> {
  const paths = new Map<string, string>();
  for (const folder of pictureFolders) {
    const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    for (const name of names.sort()) {
      if (PICTURE_ENDINGS.has(extname(name).toLowerCase())) paths.set(stem(name), join(dir, folder, name));
    }
  }
  const digests = new Map<string, string>();
  await eachAtOnce(paths.values(), FILES_HASHED_AT_ONCE, async (path) => {
    digests.set(path, checksums.get(nameIn(dir, path)) ?? (await sha256OfFile(path)));
  });
  return new Map([...paths].map(([name, path]) => [name, { path, sha256: digests.get(path) ?? '' }]));
}

/** As the checksums write it: with slashes on every system. */
function nameIn(dir: string, path: string): string {
  return relative(dir, path).replaceAll('\\', '/');
}

function stem(name: string): string {
  return basename(name, extname(name));
}
