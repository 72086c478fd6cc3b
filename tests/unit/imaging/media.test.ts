import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileMediaStore, createMediaSigner, type MediaStore } from '../../../src/imaging';

describe('the file media store', () => {
  let rootDir: string;
  let store: MediaStore;

  beforeEach(async () => {
    rootDir = await mkdtemp(join(tmpdir(), 'media-'));
    store = createFileMediaStore(rootDir);
  });
  afterEach(() => rm(rootDir, { recursive: true }));

  it('gives back what was put, the last one if put again, and leaves nothing unfinished', async () => {
    await store.put('cases/a/1', Buffer.from('first'));
    await store.put('cases/a/1', Buffer.from('second'));
    expect(await store.get('cases/a/1')).toEqual(Buffer.from('second'));
    expect(await readdir(join(rootDir, '.unfinished'))).toEqual([]);
  });

  it('never shows half of a file to a reader', async () => {
    const versions = ['a', 'b'].map((letter) => Buffer.alloc(300_000, letter));
    await store.put('cases/a/1', Buffer.alloc(300_000, 'a'));
    const writes = Array.from({ length: 10 }, (_, i) =>
      store.put('cases/a/1', versions[i % 2] ?? Buffer.of()),
    );
    const reads = await Promise.all(Array.from({ length: 30 }, () => store.get('cases/a/1')));
    await Promise.all(writes);
    expect(reads.every((read) => versions.some((version) => read?.equals(version)))).toBe(true);
  });

  it('deletes one file and no other', async () => {
    await Promise.all(['cases/a/1', 'cases/a/2'].map((key) => store.put(key, Buffer.from(key))));
    await store.delete('cases/a/1');
    expect(await store.get('cases/a/1')).toBeNull();
    expect(await store.get('cases/a/2')).not.toBeNull();
  });

  it('does not mind deleting what is not there', async () => {
    await expect(store.delete('cases/none/1')).resolves.toBeUndefined();
  });

  it.each(['../outside', '/etc/passwd', 'cases/../../x', 'cases//x', '', '.unfinished', 'cases/a\0b'])(
    'refuses the key %j',
    async (key) => {
      await expect(store.get(key)).rejects.toThrow('Not a media key.');
      await expect(store.put(key, Buffer.of())).rejects.toThrow('Not a media key.');
      await expect(store.delete(key)).rejects.toThrow('Not a media key.');
    },
  );
});

describe('signed media addresses', () => {
  const signer = createMediaSigner(Buffer.alloc(32, 7), 60_000);
  const signedAt = new Date('2026-01-01T00:00:00.500Z');
  const path = '/media/cases/a/1';
  const { expires = '', signature = '' } = Object.fromEntries(
    new URLSearchParams(signer.sign(path, signedAt).split('?')[1]),
  );

  it('hold for their path until they expire', () => {
    expect(expires).toBe(String(Date.parse('2026-01-01T00:01:00Z') / 1000));
    expect(signer.verify(path, expires, signature, signedAt)).toBe(true);
    expect(signer.verify(path, expires, signature, new Date('2026-01-01T00:00:59.999Z'))).toBe(true);
    expect(signer.verify(path, expires, signature, new Date('2026-01-01T00:01:00Z'))).toBe(false);
  });

  it.each([
    ['another path', '/media/cases/a/2', expires, signature],
    ['a later expiry', path, String(Number(expires) + 60), signature],
    ['an expiry written otherwise', path, `0${expires}`, signature],
    ['an expiry that is no number', path, 'Infinity', signature],
    ['no signature', path, expires, ''],
    ['another signature', path, expires, signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))],
  ])('do not hold for %s', (_name, otherPath, otherExpires, otherSignature) => {
    expect(signer.verify(otherPath, otherExpires, otherSignature, signedAt)).toBe(false);
  });

  it('do not hold under another key', () => {
    const other = createMediaSigner(Buffer.alloc(32, 8), 60_000);
    expect(other.verify(path, expires, signature, signedAt)).toBe(false);
  });
});
