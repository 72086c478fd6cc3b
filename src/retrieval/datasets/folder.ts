import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const PICTURE_FOLDERS = ['images', join('dataset', 'images')];
const PICTURE_ENDINGS: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/** The pictures of a dataset's folder, by name without ending: tables and folders disagree about the ending. */
export type PictureShelf = ReadonlyMap<string, string>;

export async function shelvePictures(dir: string): Promise<PictureShelf> {
  const shelf = new Map<string, string>();
  for (const folder of PICTURE_FOLDERS) {
    const names = await readdir(join(dir, folder)).catch(() => []);
    for (const name of names.sort()) {
      if (PICTURE_ENDINGS.has(extname(name).toLowerCase())) shelf.set(stem(name), join(dir, folder, name));
    }
  }
  return shelf;
}

export function findPicture(shelf: PictureShelf, named: string): string | null {
  return shelf.get(stem(basename(named))) ?? null;
}

/** A hex digest of the tables' bytes and of the pictures' names and sizes; pictures are not read. */
export async function digestFolder(tables: readonly string[], shelf: PictureShelf): Promise<string> {
  const digest = createHash('sha256');
  for (const table of tables) await pipeline(createReadStream(table), digest, { end: false });
  for (const [name, path] of shelf) digest.update(`${name}\0${(await stat(path)).size}\0`);
  return digest.digest('hex');
}

function stem(name: string): string {
  return basename(name, extname(name));
}
