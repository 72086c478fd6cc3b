/**
 * `npm run safety:release [-- FILE "NAME, ROLE, DATE"]`: writes configs/releases.yaml anew with the digest of every
 * clinical file as it is now. With a file and a name, that file's bytes are signed off in that name; signatures of
 * bytes that have not changed are kept, all others lapse.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readClinicalFiles, RELEASES_FILE } from '../../src/config';
import { findProjectRoot } from '../project-root';

const HEADER = `# The rules, words and scores as they stand, by the digest of their bytes, and who signed them off.
# Written by \`npm run safety:release\`; a file whose bytes have changed since is unsigned, whatever stood here.
# signedBy: null means that no clinician has signed: /health/ready and the log say so.
`;

function release(signing: string | undefined, name: string | undefined): void {
  const folder = join(findProjectRoot(), 'configs');
  const files = readClinicalFiles(folder);
  if (!files.ok) throw new Error(files.error.join('\n'));
  if (signing !== undefined && (name === undefined || !files.value.some(({ file }) => file === signing))) {
    throw new Error(
      `Usage: npm run safety:release [-- FILE "NAME, ROLE, DATE"]; FILE is one of:\n  ${files.value.map(({ file }) => file).join('\n  ')}`,
    );
  }
  const releases = files.value.map((known) =>
    known.file === signing ? { ...known, signedBy: name ?? null } : known,
  );
  writeFileSync(join(folder, RELEASES_FILE), HEADER + stringify({ releases }, { lineWidth: 0 }));
  const unsigned = releases.filter(({ signedBy }) => signedBy === null);
  console.log(`${releases.length} clinical files, ${unsigned.length} unsigned`);
}

try {
  release(process.argv[2], process.argv[3]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
