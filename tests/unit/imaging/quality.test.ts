import { type Sharp } from 'sharp';
import { preparePicture, type PictureQuality, QualityProblem } from '../../../src/imaging';
import { noise, plain } from '../../support/pictures';

async function qualityOf(picture: Sharp): Promise<PictureQuality> {
  const result = await preparePicture(await picture.png().toBuffer());
  if (!result.ok) throw new Error(result.error);
  return result.value.quality;
}

describe('the quality gate', () => {
  it('passes a sharp picture in ordinary light', async () => {
    const quality = await qualityOf(noise(400, 400));
    expect(quality).toMatchObject({ usable: true, reason: null });
    expect(quality.sharpness).toBeGreaterThan(0.9);
    expect(quality.brightness).toBeCloseTo(0.5, 1);
  });

  it('passes dark skin: a mean luma of a fifth is not darkness', async () => {
    expect(await qualityOf(noise(400, 400).linear(0.4))).toMatchObject({ usable: true });
  });

  it.each([
    [QualityProblem.TOO_BLURRED, noise(400, 400).blur(5)],
    [QualityProblem.TOO_BLURRED, plain(400, 400, [150, 110, 90])],
    [QualityProblem.TOO_DARK, noise(400, 400).linear(0.1)],
    [QualityProblem.TOO_BRIGHT, plain(400, 400, [255, 255, 250])],
    [QualityProblem.TOO_SMALL, noise(400, 120)],
  ])('says %s', async (reason, picture) => {
    expect(await qualityOf(picture)).toMatchObject({ usable: false, reason });
  });

  it('measures less sharpness the more a picture is blurred', async () => {
    const measured = await Promise.all([1, 2, 4].map((sigma) => qualityOf(noise(400, 400).blur(sigma))));
    const sharpness = measured.map((quality) => quality.sharpness);
    expect(sharpness).toEqual([...sharpness].sort((a, b) => b - a));
    expect(sharpness[0]).toBeGreaterThan(2 * (sharpness[2] ?? 1));
  });
});
