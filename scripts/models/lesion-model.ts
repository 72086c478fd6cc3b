import { contrastParts, histogramPart, momentPart } from './parts';
import { type Recipe } from './recipe';

/** Deviations of the two windows around a lesion, in halves of the picture's side: its core, and most of it. */
export const CORE_AND_LESION = [0.2, 0.3];

/**
 * The default model: how the texture of the middle differs from the picture's, as the first blocks of MobileNetV2 see it (432
 * values), colour histograms in rings (240) and colour moments (96). docs/adr/0003 tells what each is worth.
 */
export const LESION_MODEL: Recipe = {
  name: 'lesion-1',
  hasEvenLight: true,
  parts: [...contrastParts(1, CORE_AND_LESION), histogramPart(0.3), momentPart(0.1)],
};
