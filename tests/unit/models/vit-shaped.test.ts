import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildVitShaped,
  VIT_B16,
  type VitSizes,
  writeVitShapedModel,
} from '../../../scripts/models/vit-shaped';
import { createEmbedder, EmbeddingDevice } from '../../../src/embedding';
import { noise, plain } from '../../support/pictures';

/** As ViT-B/16 is built, but small enough for a test. */
const TINY: VitSizes = { sizePx: 32, patchPx: 8, layers: 2, heads: 2, width: 16, hiddenWidth: 32 };

describe('a model in the shape of a vision transformer', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vit-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('runs as a model of the house, and gives a picture the same vector alone and in company', async () => {
    const { manifest } = await writeVitShapedModel(folder, TINY);
    const embedder = await createEmbedder({
      manifest,
      modelDir: folder,
      device: EmbeddingDevice.CPU,
      expectedDimension: TINY.width,
    });
    const plainPicture = await plain(40, 40, [200, 120, 40]).png().toBuffer();
    const speckled = await noise(40, 40).png().toBuffer();
    const [alone] = await embedder.embed([speckled]);
    const [other, inCompany] = await embedder.embed([plainPicture, speckled]);
    await embedder.close();
    expect(alone).toHaveLength(TINY.width);
    alone?.forEach((value, i) => expect(inCompany?.[i]).toBeCloseTo(value, 5));
    expect(other).not.toEqual(inCompany);
  });

  it('is the same file each time, under the digest of its manifest', async () => {
    const first = await writeVitShapedModel(folder, TINY);
    const second = await writeVitShapedModel(folder, TINY);
    expect(second).toEqual(first);
    const bytes = await readFile(first.path);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.manifest.sha256);
    expect(first.manifest).toMatchObject({ dimension: TINY.width, sizePx: TINY.sizePx });
  });

  it('is another file when a size is another', () => {
    expect(buildVitShaped({ ...TINY, layers: 1 }).length).toBeLessThan(buildVitShaped(TINY).length);
  });

  it('has the sizes of SigLIP-2 base for the measurements', () => {
    expect(VIT_B16).toMatchObject({ sizePx: 224, patchPx: 16, layers: 12, width: 768 });
  });
});
