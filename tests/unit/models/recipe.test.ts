import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { loadBackbone } from '../../../scripts/models/backbone/weights';
import { DEFAULT_MANIFEST, STATISTICS_FILE } from '../../../scripts/models/default-model';
import { LESION_MODEL } from '../../../scripts/models/lesion-model';
import { buildModel, lengthOf, scalesOf, type Recipe, type Statistics } from '../../../scripts/models/recipe';
import { loadManifest } from '../../../src/embedding';

describe('the default model', () => {
  it('is built bit by bit as its manifest pins it', async () => {
    const statistics = JSON.parse(await readFile(STATISTICS_FILE, 'utf8')) as Statistics;
    const bytes = buildModel(LESION_MODEL, await loadBackbone(), statistics);
    const { sha256, dimension } = await loadManifest(DEFAULT_MANIFEST);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(lengthOf(LESION_MODEL)).toBe(dimension);
  });

  it('stays small', async () => {
    expect(buildModel(LESION_MODEL, await loadBackbone(), null).length).toBeLessThan(2 ** 20);
  });
});

describe('the scales of a recipe', () => {
  const part = (length: number, weight: number) => ({ length, weight, values: () => '' });
  const recipe: Recipe = { name: 'test', hasEvenLight: false, parts: [part(2, 1), part(3, 0.3)] };

  it('give every part its share of the squared length, whatever its values vary by', () => {
    const deviation = [0.5, 2, 1, 10, 0.001];
    const scaled = scalesOf(recipe, { mean: [], deviation }).map(
      (scale, i) => (scale * (deviation[i] ?? 0)) ** 2,
    );
    expect((scaled[0] ?? 0) + (scaled[1] ?? 0)).toBeCloseTo(1);
    expect((scaled[2] ?? 0) + (scaled[3] ?? 0) + (scaled[4] ?? 0)).toBeCloseTo(0.3);
  });
});
