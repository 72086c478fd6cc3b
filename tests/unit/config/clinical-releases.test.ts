import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { type ClinicalFile, readClinicalFiles, readReleases, RELEASES_FILE } from '../../../src/config';

const CONFIGS = resolve('configs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinical-'));
  cpSync(CONFIGS, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const filesIn = (path: string): readonly ClinicalFile[] => {
  const read = readClinicalFiles(path);
  if (!read.ok) throw new Error(read.error.join());
  return read.value;
};
const find = (name: string) => filesIn(folder).find(({ file }) => file === name);

function sign(name: string, signedBy: string): void {
  const releases = filesIn(folder).map((known) => (known.file === name ? { ...known, signedBy } : known));
  writeFileSync(join(folder, RELEASES_FILE), stringify({ releases }));
}

it('knows the rules, every language and every prompt with version and digest', () => {
  expect(filesIn(CONFIGS).map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      'red-flags.yaml',
      'data/conditions.csv',
      'data/suspicion-score.json',
      'data/condition-profiles.json',
      'clinical-english.yaml',
      'languages/hi.yaml',
      'languages/en.yaml',
      'prompts/assess-1.yaml',
    ]),
  );
  for (const { version, sha256 } of filesIn(CONFIGS)) {
    expect(version).not.toBe('');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});

it('takes a signature for those very bytes alone', () => {
  sign('languages/hi.yaml', 'Dr A. Test, dermatologist, 2026-11-23');
  expect(find('languages/hi.yaml')?.signedBy).toBe('Dr A. Test, dermatologist, 2026-11-23');
  writeFileSync(join(folder, 'languages/hi.yaml'), 'wordingVersion: hi-next\n');
  expect(find('languages/hi.yaml')).toMatchObject({ version: 'hi-next', signedBy: null });
});

it('refuses a list that it cannot read, naming the place', () => {
  writeFileSync(
    join(folder, RELEASES_FILE),
    stringify({ releases: [{ file: 'red-flags.yaml', version: '1' }] }),
  );
  const read = readClinicalFiles(folder);
  expect(read.ok ? [] : read.error.join()).toContain('releases.0.sha256');
});

it('lists every clinical file of the project as it is now: a change is a new release', () => {
  const listed = readReleases(CONFIGS);
  const digests = (files: readonly ClinicalFile[]) => files.map(({ file, sha256 }) => `${file} ${sha256}`);
  expect(listed.ok && digests(listed.value)).toEqual(digests(filesIn(CONFIGS)));
});
