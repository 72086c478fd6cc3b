import { CORE_AND_LESION, LESION_MODEL } from '../../models/lesion-model';
import { contrastParts, histogramPart, middleParts, momentPart } from '../../models/parts';
import { type Recipe } from '../../models/recipe';
import { type Fit, projected, standardised, whitened } from './fits';

/** A way to make a vector of a picture that was weighed against the others. */
export interface Candidate {
  readonly title: string;
  readonly recipe: Recipe;
  readonly fit: Fit;
  readonly isMirroredToo?: boolean;
}

const [CORE = 0, LESION = 0] = CORE_AND_LESION;

function plain(title: string, parts: Recipe['parts'], hasEvenLight = true): Candidate {
  const recipe = { name: 'candidate', hasEvenLight, parts };
  return { title, recipe, fit: standardised(recipe) };
}

/** From the least to the most; the default model is one of them, so that its figures are seen without what flatters. */
export const CANDIDATES: readonly Candidate[] = [
  plain('colours in rings', [histogramPart(0.9), momentPart(0.1)]),
  plain('texture of the middle', middleParts(1, [LESION])),
  plain('contrast of the middle with the picture, one window', contrastParts(1, [LESION])),
  plain('the same, the smaller window', contrastParts(1, [CORE])),
  plain('contrast, two windows', contrastParts(1, CORE_AND_LESION)),
  plain('contrast and colours, without colour constancy', LESION_MODEL.parts, false),
  plain('contrast and colours (the default model)', LESION_MODEL.parts),
  {
    title: 'the same, picture and mirror image',
    recipe: LESION_MODEL,
    fit: standardised(LESION_MODEL),
    isMirroredToo: true,
  },
  { title: 'the same, whitened', recipe: LESION_MODEL, fit: whitened(LESION_MODEL) },
  { title: 'the same, and a learned projection', recipe: LESION_MODEL, fit: projected(LESION_MODEL) },
];
