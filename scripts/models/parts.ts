import { flat, histograms, HISTOGRAMS_LENGTH, moments, MOMENTS_LENGTH, weightedMeans } from './colours';
import { contrastWeights, middleWeights } from './contrast';
import { type FeatureMap } from './backbone/feature-maps';
import { type Part, type PictureValues } from './recipe';

/** The blocks that see texture: deeper ones see objects, earlier ones hardly more than colour. */
const TEXTURE_BLOCKS = [
  { block: 2, channels: 24 },
  { block: 4, channels: 32 },
  { block: 5, channels: 32 },
  { block: 6, channels: 64 },
  { block: 7, channels: 64 },
] as const;

/** One part a block, all of the same weight, which are `weight` together. */
export function contrastParts(weight: number, widths: readonly number[]): Part[] {
  return blockParts(weight, widths, contrastWeights);
}

/** As contrastParts, but of the middle by itself. */
export function middleParts(weight: number, widths: readonly number[]): Part[] {
  return blockParts(weight, widths, middleWeights);
}

/** How much of each ring of the picture has which colour. */
export function histogramPart(weight: number): Part {
  return { length: HISTOGRAMS_LENGTH, weight, values: ({ graph, colours }) => histograms(graph, colours) };
}

/** Mean and deviation of the colours of each region. */
export function momentPart(weight: number): Part {
  return { length: MOMENTS_LENGTH, weight, values: ({ graph, colours }) => moments(graph, colours) };
}

function blockParts(
  weight: number,
  widths: readonly number[],
  weightsOf: (sizePx: number, widths: readonly number[]) => Float32Array,
): Part[] {
  return TEXTURE_BLOCKS.map(({ block, channels }) => ({
    length: channels * widths.length,
    weight: weight / TEXTURE_BLOCKS.length,
    values(picture) {
      const map = outputOf(picture, block);
      return flat(picture.graph, weightedMeans(picture.graph, map, weightsOf(map.sizePx, widths)));
    },
  }));
}

function outputOf(picture: PictureValues, block: number): FeatureMap {
  const map = picture.blockOutputs()[block];
  if (map === undefined) throw new Error(`The backbone has no block ${block}.`);
  return map;
}
