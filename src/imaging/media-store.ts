import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Keeps sealed bytes under keys such as `cases/<caseId>/<imageId>`. It never sees a picture in the clear. */
export interface MediaStore {
  /** Stores or replaces; when it returns, the bytes survive a power cut, and no reader ever sees half of them. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** null if nothing lies under the key. */
  get(key: string): Promise<Buffer | null>;
  /** Does nothing if nothing lies there. */
  delete(key: string): Promise<void>;
  /** The keys that lie directly in a folder such as `cases/<caseId>`. */
  list(folder: string): Promise<readonly string[]>;
  /** Deletes what a process that died was writing before `before`: no key has ever led to it. */
  discardUnfinished(before: Date): Promise<void>;
}

/** One or more segments of letters, digits, `-` and `_`: no dot, so that no key can leave the folder. */
const KEY_PATTERN = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;
/** No key can have this name, so unfinished files cannot be read by one. */
const UNFINISHED_FOLDER = '.unfinished';

/** A media store in a folder of this machine (or of a shared file system). Throws on a key that is not one. */
export function createFileMediaStore(rootDir: string): MediaStore {
  const root = resolve(rootDir);
  const unfinishedDir = join(root, UNFINISHED_FOLDER);
  const pathOf = (key: string): string => {
    if (!KEY_PATTERN.test(key)) throw new Error('Not a media key.');
    return join(root, key);
  };

  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const unfinished = join(unfinishedDir, randomUUID());
      await mkdir(unfinishedDir, { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeDurably(unfinished, bytes);
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async list(folder) {
      return (await namesIn(pathOf(folder))).map((name) => `${folder}/${name}`);
    },
    async discardUnfinished(before) {
      for (const name of await namesIn(unfinishedDir)) {
        const path = join(unfinishedDir, name);
        const { mtime } = await stat(path);
        if (mtime < before) await rm(path, { force: true });
      }
    },
  };
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name is durable only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
