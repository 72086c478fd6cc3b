import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '../../seeded-random';

/** What pictures are drawn as, if no folder of pictures is named: those of public datasets, and those of phones. */
export const PictureSet = { SMALL: '600 px', PHONE: '12 MP' } as const;
export type PictureSet = (typeof PictureSet)[keyof typeof PictureSet];

const SETS: Readonly<Record<PictureSet, { widthPx: number; heightPx: number; count: number }>> = {
  [PictureSet.SMALL]: { widthPx: 600, heightPx: 600, count: 32 },
  [PictureSet.PHONE]: { widthPx: 4000, heightPx: 3000, count: 8 },
};
/** Drawn small and enlarged, then made grainy: about as many bytes as a photograph of skin has. */
const COARSE_PX = 24;
const SEED = 20_261_123;

/** Draws the set's JPEG pictures into a folder of its own: the same blots every time, of another grain. */
export async function drawPictures(folder: string, set: PictureSet): Promise<void> {
  const { widthPx, heightPx, count } = SETS[set];
  await mkdir(folder, { recursive: true });
  for (let number = 0; number < count; number++) {
    const random = seededRandom(SEED + number);
    const blots = Buffer.from(Array.from({ length: COARSE_PX ** 2 * 3 }, () => random.between(60, 220)));
    const grain = { type: 'gaussian', mean: 128, sigma: 12 } as const;
    const picture = sharp(blots, { raw: { width: COARSE_PX, height: COARSE_PX, channels: 3 } })
      .resize(widthPx, heightPx, { fit: 'fill' })
      .composite([
        {
          input: await sharp({
            create: { width: widthPx, height: heightPx, channels: 3, background: 'grey', noise: grain },
          })
            .png({ compressionLevel: 0 })
            .toBuffer(),
          blend: 'soft-light',
        },
      ]);
    await writeFile(join(folder, `${number}.jpg`), await picture.jpeg({ quality: 90 }).toBuffer());
  }
}

/** All JPEG and PNG pictures of a folder, in the order of their names. Throws if there is none. */
export async function readPictures(folder: string, atMost = 64): Promise<Buffer[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png)$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`${folder} holds no JPEG or PNG picture.`);
  return Promise.all(names.slice(0, atMost).map((name) => readFile(join(folder, name))));
}
