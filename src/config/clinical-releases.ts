import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { err, ok, type Result } from '../domain';

/** One file that clinicians answer for: rules, conditions, a score, the words of a language, what a model is asked. */
export interface ClinicalFile {
  /** Relative to the folder of settings, e.g. "languages/hi.yaml". */
  readonly file: string;
  readonly version: string;
  /** Of the file's bytes, in hex. */
  readonly sha256: string;
  /** Who signed these very bytes off; null: nobody yet. A changed byte voids the signature. */
  readonly signedBy: string | null;
}

/** Where the signatures stand, beside the files that they sign. */
export const RELEASES_FILE = 'releases.yaml';

const listSchema = z.strictObject({
  releases: z.array(
    z.strictObject({
      file: z.string().min(1),
      version: z.string().min(1),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      signedBy: z.string().min(1).nullable(),
    }),
  ),
});

/**
 * The clinical files of a folder of settings as they are now, each with the signature that its very bytes bear.
 * Errors: a list of signatures that cannot be read.
 */
export function readClinicalFiles(folder: string): Result<readonly ClinicalFile[], string[]> {
  const signed = readReleases(folder);
  if (!signed.ok) return signed;
  return ok(
    clinicalFilesIn(folder).map((file) => {
      const bytes = readFileSync(join(folder, file));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const release = signed.value.find((known) => known.file === file && known.sha256 === sha256);
      return {
        file,
        version: versionOf(bytes.toString('utf8')),
        sha256,
        signedBy: release?.signedBy ?? null,
      };
    }),
  );
}

/** The list of signatures as it is written; empty where there is none. */
export function readReleases(folder: string): Result<readonly ClinicalFile[], string[]> {
  const path = join(folder, RELEASES_FILE);
  if (!existsSync(path)) return ok([]);
  const parsed = listSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (parsed.success) return ok(parsed.data.releases);
  return err(
    parsed.error.issues.map((issue) => `${basename(path)}: ${issue.path.join('.')}: ${issue.message}`),
  );
}

function clinicalFilesIn(folder: string): readonly string[] {
  const yamlFilesIn = (part: string): string[] =>
    readdirSync(join(folder, part))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => `${part}/${name}`);
  const others = [
    'red-flags.yaml',
    'data/suspicion-score.json',
    'data/condition-profiles.json',
    'data/conditions.csv',
    'clinical-english.yaml',
  ];
  return [
    ...others.filter((file) => existsSync(join(folder, file))),
    ...['languages', 'prompts'].flatMap(yamlFilesIn),
  ];
}

/** The version that a file gives itself: `version` or `wordingVersion`; a table without one is known by its digest alone. */
function versionOf(text: string): string {
  const named = /^\s*"?(?:version|wordingVersion)"?:\s*['"]?([^'",\n]+)/mu.exec(text);
  return named?.[1]?.trim() ?? 'unversioned';
}
