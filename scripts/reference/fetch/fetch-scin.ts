import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../../src/domain';
import {
  CHECKSUMS_FILE,
  eachAtOnce,
  formatChecksums,
  readChecksums,
  readCsv,
  sha256OfFile,
} from '../../../src/retrieval';
import { fetchFile, FetchProblem, type FetchDeps } from './fetch-file';

/** The public bucket, as https serves it. */
export const SCIN_BUCKET = 'https://storage.googleapis.com/dx-scin-public-data/';
const TABLES = ['scin_cases.csv', 'scin_labels.csv'];
const PICTURE_COLUMNS = ['image_1_path', 'image_2_path', 'image_3_path'];
/** As the table writes it. Nothing else is asked for, or written anywhere. */
const PICTURE_PATH = /^dataset\/images\/[A-Za-z0-9_-]+\.(?:png|jpe?g|webp)$/;

export const SCIN_LICENCE = `SCIN (Skin Condition Image Network), Google LLC, 2024.
Licence: SCIN Data Use License, https://github.com/google-research-datasets/scin/blob/main/LICENSE
It asks you to name the source, to keep this notice, to say what you changed, and never to try to find out who anybody is:
whoever tries loses every right to the data.
`;

export interface ScinRequest {
  /** Into here: the tables, images/, the licence and the checksums. */
  readonly dir: string;
  /** The bucket's address, with a slash at the end. */
  readonly from: URL;
  readonly tablesOnly: boolean;
  /** Pictures of the first so many cases; null for all. */
  readonly limit: number | null;
  readonly filesAtOnce: number;
  readonly onProgress: (done: number, total: number) => void;
}

export interface ScinSummary {
  readonly fetched: number;
  readonly alreadyThere: number;
  /** By the names that the table has. */
  readonly notAtSource: readonly string[];
  readonly failed: readonly { readonly name: string; readonly problem: FetchProblem }[];
}

/**
 * Brings SCIN from its bucket, or from whatever has the bucket's layout, into a folder that `openDataset` reads. What is
 * there is not asked for again. The error says which table could not be had: without them there is nothing to fetch.
 */
export async function fetchScin(deps: FetchDeps, request: ScinRequest): Promise<Result<ScinSummary, string>> {
  await mkdir(join(request.dir, 'images'), { recursive: true });
  const notice = `${SCIN_LICENCE}Fetched unchanged from ${request.from.href}\n`;
  await writeFile(join(request.dir, 'LICENCE.txt'), notice);
  const folder = await openTarget(deps, request);
  for (const table of TABLES) {
    const problem = await folder.bring(`dataset/${table}`, table);
    if (problem !== null) return err(`${table} could not be fetched: ${problem}.`);
  }
  const paths = request.tablesOnly ? [] : await picturePaths(request);
  let done = 0;
  await eachAtOnce(paths, request.filesAtOnce, async (path) => {
    await folder.bring(path, join('images', basename(path)));
    done += 1;
    request.onProgress(done, paths.length);
  });
  await folder.writeChecksums();
  return ok(folder.summary());
}

/** The folder while it fills. */
async function openTarget(deps: FetchDeps, { dir, from }: ScinRequest) {
  const digests = new Map(await readChecksums(dir));
  const failed: { name: string; problem: FetchProblem }[] = [];
  const notAtSource: string[] = [];
  let fetched = 0;
  let alreadyThere = 0;
  return {
    /** `path`: below the bucket; `name`: below the folder. Gives back why it is not there, if it is not. */
    async bring(path: string, name: string): Promise<FetchProblem | null> {
      const target = join(dir, name);
      const key = name.replaceAll('\\', '/');
      if (await isThere(target)) {
        alreadyThere += 1;
        if (!digests.has(key)) digests.set(key, await sha256OfFile(target));
        return null;
      }
      const outcome = await fetchFile(deps, new URL(path, from), target);
      if (outcome.ok) {
        fetched += 1;
        digests.set(key, outcome.value);
        return null;
      }
      if (outcome.error === FetchProblem.NOT_THERE) notAtSource.push(path);
      else failed.push({ name: path, problem: outcome.error });
      return outcome.error;
    },
    async writeChecksums(): Promise<void> {
      const path = join(dir, CHECKSUMS_FILE);
      await writeFile(`${path}.part`, formatChecksums(digests));
      await rename(`${path}.part`, path);
    },
    summary: (): ScinSummary => ({
      fetched,
      alreadyThere,
      notAtSource: [...notAtSource].sort(),
      failed: [...failed].sort((a, b) => (a.name < b.name ? -1 : 1)),
    }),
  };
}

/** Each picture once: some are shown in several cases. */
async function picturePaths({ dir, limit }: ScinRequest): Promise<readonly string[]> {
  const paths = new Set<string>();
  let cases = 0;
  for await (const row of readCsv(join(dir, 'scin_cases.csv'))) {
    if (cases === limit) break;
    cases += 1;
    for (const column of PICTURE_COLUMNS) {
      const path = row[column] ?? '';
      if (PICTURE_PATH.test(path)) paths.add(path);
    }
  }
  return [...paths];
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
