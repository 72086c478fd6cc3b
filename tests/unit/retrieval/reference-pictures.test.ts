import { createReferencePictures, referencePictureKey } from '../../../src/retrieval/reference-pictures';

const sha256 = 'a1'.repeat(32);

function shelf() {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    put: (key: string, bytes: Buffer) => Promise.resolve(void kept.set(key, bytes)),
    get: (key: string) => Promise.resolve(kept.get(key) ?? null),
  };
}

describe('the pictures of the reference sets', () => {
  it('are kept once by digest, and opened by their key', async () => {
    const media = shelf();
    const pictures = createReferencePictures(media);
    await pictures.keep(sha256, Buffer.from('jpeg'));
    await pictures.keep(sha256, Buffer.from('jpeg'));
    expect([...media.kept.keys()]).toEqual([referencePictureKey(sha256)]);
    expect(await pictures.open(referencePictureKey(sha256))).toEqual(Buffer.from('jpeg'));
  });

  it.each(['cases/0190a0a0-0000-7000-8000-000000000000/x', 'reference/../cases', 'reference/short', ''])(
    'are no way to open %j',
    async (key) => {
      const media = shelf();
      media.kept.set(key, Buffer.from('not a reference picture'));
      expect(await createReferencePictures(media).open(key)).toBeNull();
    },
  );

  it('are null where they were not kept', async () => {
    expect(await createReferencePictures(shelf()).open(referencePictureKey(sha256))).toBeNull();
  });
});
