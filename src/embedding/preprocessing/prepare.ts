import { type ModelManifest } from '../manifest';
import { normaliserOf } from './channels-first';
import { decode } from './decode';
import { windowOf } from './fit';
import { createResampler, type RgbPicture } from './resample';

/** What of a manifest says how its model sees a picture. */
export type PreprocessingSettings = Pick<ModelManifest, 'sizePx' | 'resize' | 'mean' | 'std'>;

/**
 * Part of what a vector means (see vector-space.ts). To be raised whenever the same picture and the same manifest come to give
 * another tensor; tests/unit/embedding/known-tensors.test.ts notices it.
 */
export const PREPROCESSING_VERSION = 1;

/** The square that the model sees, as interleaved RGB bytes. */
export type Square = (picture: RgbPicture) => Uint8Array<ArrayBuffer>;

/** For one thread: squares are made one after another in one memory. */
export function squarerOf({ sizePx, resize }: Pick<PreprocessingSettings, 'sizePx' | 'resize'>): Square {
  const resample = createResampler();
  return (picture) => resample(picture, windowOf(picture, sizePx, resize.mode), resize.kernel);
}

/**
 * Turns pictures (JPEG, PNG or WebP bytes) into the normalised values [3, sizePx, sizePx] of a model's input, on the thread
 * that calls. Rejects if one cannot be decoded.
 */
export function preparerOf(
  settings: PreprocessingSettings,
): (picture: Uint8Array) => Promise<Float32Array<ArrayBuffer>> {
  const square = squarerOf(settings);
  const normalise = normaliserOf(settings.mean, settings.std);
  return async (picture) => normalise(square(await decode(picture)));
}
