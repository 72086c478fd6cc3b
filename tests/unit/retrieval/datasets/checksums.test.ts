import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKSUMS_FILE, formatChecksums, readChecksums, sha256OfFile } from '../../../../src/retrieval';

const DIGEST = 'a'.repeat(64);

describe('checksums', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'checksums-'));
  });
  afterEach(() => rm(dir, { recursive: true }));
  const hold = (text: string) => writeFile(join(dir, CHECKSUMS_FILE), text);

  it('are read as they were written, by path', async () => {
    const digests = new Map([
      ['images/b.png', DIGEST],
      ['a table.csv', 'b'.repeat(64)],
    ]);
    await hold(formatChecksums(digests));
    expect(await readChecksums(dir)).toEqual(digests);
  });

  it('are read as sha256sum writes them for binary files', async () => {
    await hold(`${DIGEST} *images/a.png\n`);
    expect(await readChecksums(dir)).toEqual(new Map([['images/a.png', DIGEST]]));
  });

  it.each(['not a digest  a.png', `${DIGEST} a.png`, DIGEST])('names the line "%s" as none', async (line) => {
    await hold(`${DIGEST}  a.png\n${line}\n`);
    await expect(readChecksums(dir)).rejects.toThrow(/line 2/);
  });

  it('are none where there is no such file', async () => {
    expect((await readChecksums(dir)).size).toBe(0);
  });

  it('are SHA-256 of the bytes', async () => {
    await writeFile(join(dir, 'abc'), 'abc');
    // FIPS 180-4, the example of one block.
    expect(await sha256OfFile(join(dir, 'abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
