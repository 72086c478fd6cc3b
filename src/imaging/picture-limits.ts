import { MAX_PIXELS } from '../decoding';

const MEBIBYTE = 1024 * 1024;

export interface PictureLimits {
  readonly maxBytes: number;
  /** Width x height as declared by the file; checked before a pixel is decoded. */
  readonly maxPixels: number;
  /** As declared. Lines cost time however short they are: a picture of fifty million takes seconds. */
  readonly maxSidePx: number;
  /** A longer side is scaled down to this one. */
  readonly longestSidePx: number;
  /**
   * Of a picture that comes in several passes, which the decoder must hold whole: 33 megapixels, or half of that with all
   * colours. Cameras write one pass.
   */
  readonly maxHeldBytes: number;
  /** Passes over a JPEG's picture, each as long as the picture is large; encoders write about ten. */
  readonly maxScans: number;
  /** Text and colour profiles, unpacked. */
  readonly maxMetadataBytes: number;
  /** A decoder that takes longer is stopped: it occupies one of the process's few threads. */
  readonly maxDecodeSeconds: number;
}

export const DEFAULT_PICTURE_LIMITS: PictureLimits = {
  maxBytes: 15 * MEBIBYTE,
  maxPixels: MAX_PIXELS,
  // What a JPEG can declare, and more than a panorama has.
  maxSidePx: 65_535,
  longestSidePx: 2048,
  maxHeldBytes: 96 * MEBIBYTE,
  maxScans: 50,
  maxMetadataBytes: 8 * MEBIBYTE,
  maxDecodeSeconds: 15,
};
