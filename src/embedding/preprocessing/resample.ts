import { ResizeKernel } from '../manifest';
import { CHANNELS } from '../tensor';

/**
 * Resampling as Pillow does it, to the last bit: the processors that come with image models resize with it, and a vector is
 * only comparable with another one if both saw the same pixels. A pass over the rows, then one over the columns; a kernel that
 * grows with the factor of shrinking (antialiasing); weights in fixed point; bytes between the passes.
 */

export interface RgbPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** widthPx x heightPx x 3 bytes, row by row. */
  readonly pixels: Uint8Array;
}

/** The part of the resized picture that is wanted; the rest of it is never computed. */
export interface Window {
  /** Sides of the whole picture after resizing. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly leftPx: number;
  readonly topPx: number;
  /** Side of the square that is cut out of it. */
  readonly sizePx: number;
}

interface Kernel {
  /** Half its width, in pixels of the larger of the two pictures. */
  readonly support: number;
  weight(distance: number): number;
}

const KERNELS: Readonly<Record<ResizeKernel, Kernel>> = {
  [ResizeKernel.BILINEAR]: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  [ResizeKernel.BICUBIC]: { support: 2, weight: (x) => cubic(Math.abs(x)) },
};

/** Keys' cubic convolution with a = -0.5. */
function cubic(x: number): number {
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** 32 bits less 8 for a pixel and 2 for the sum: with these no sum of weighted pixels overflows an integer. */
const PRECISION_BITS = 32 - 8 - 2;
const HALF = 1 << (PRECISION_BITS - 1);

/** Which pixels of a line make each wanted pixel, and how much each of them counts. */
interface Taps {
  /** First source pixel of each wanted one. */
  readonly first: Int32Array;
  /** How many source pixels follow from there. */
  readonly count: Int32Array;
  /** `stride` fixed-point weights per wanted pixel, of which `count` are used. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/** The wanted square of the resized picture as interleaved RGB bytes. */
export function resample(picture: RgbPicture, window: Window, kernel: ResizeKernel): Uint8Array<ArrayBuffer> {
  const { sizePx } = window;
  const across = tapsOf(picture.widthPx, window.widthPx, window.leftPx, sizePx, KERNELS[kernel]);
  const down = tapsOf(picture.heightPx, window.heightPx, window.topPx, sizePx, KERNELS[kernel]);
  const firstRow = down.first[0] ?? 0;
  const lastRow = (down.first[sizePx - 1] ?? 0) + (down.count[sizePx - 1] ?? 0);
  const narrowed = narrow(picture, across, firstRow, lastRow, sizePx);
  return shorten(narrowed, down, firstRow, sizePx);
}

function tapsOf(fromPx: number, toPx: number, offsetPx: number, wantedPx: number, kernel: Kernel): Taps {
  const scale = fromPx / toPx;
  // A picture that grows is interpolated with the kernel as it is.
  const stretch = Math.max(scale, 1);
  const support = kernel.support * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(wantedPx);
  const count = new Int32Array(wantedPx);
  const weights = new Int32Array(wantedPx * stride);
  const exact = new Float64Array(stride);

  for (let i = 0; i < wantedPx; i++) {
    const centre = (offsetPx + i + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const taps = Math.min(fromPx, Math.trunc(centre + support + 0.5)) - from;
    let sum = 0;
    for (let t = 0; t < taps; t++) {
      const weight = kernel.weight((from + t - centre + 0.5) * (1 / stretch));
      exact[t] = weight;
      sum += weight;
    }
    first[i] = from;
    count[i] = taps;
    for (let t = 0; t < taps; t++) weights[i * stride + t] = toFixedPoint((exact[t] ?? 0) / sum);
  }
  return { first, count, weights, stride };
}

/** Rounded half away from zero. */
function toFixedPoint(weight: number): number {
  return Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION_BITS));
}

/** The pass over the rows: those that the second pass needs, each `sizePx` pixels wide. */
function narrow(
  { widthPx, pixels }: RgbPicture,
  { first, count, weights, stride }: Taps,
  firstRow: number,
  lastRow: number,
  sizePx: number,
): Uint8Array {
  const narrowed = new Uint8ClampedArray((lastRow - firstRow) * sizePx * CHANNELS);
  let to = 0;
  for (let row = firstRow; row < lastRow; row++) {
    const start = row * widthPx;
    for (let i = 0; i < sizePx; i++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let from = (start + (first[i] ?? 0)) * CHANNELS;
      const w = i * stride;
      const end = w + (count[i] ?? 0);
      for (let t = w; t < end; t++, from += CHANNELS) {
        const weight = weights[t] ?? 0;
        red = (red + (pixels[from] ?? 0) * weight) | 0;
        green = (green + (pixels[from + 1] ?? 0) * weight) | 0;
        blue = (blue + (pixels[from + 2] ?? 0) * weight) | 0;
      }
      // The array clips to 0..255.
      narrowed[to++] = red >> PRECISION_BITS;
      narrowed[to++] = green >> PRECISION_BITS;
      narrowed[to++] = blue >> PRECISION_BITS;
    }
  }
  return new Uint8Array(narrowed.buffer);
}

/** The pass over the columns, a row of bytes at a time: every channel of every column is treated alike. */
function shorten(
  narrowed: Uint8Array,
  { first, count, weights, stride }: Taps,
  firstRow: number,
  sizePx: number,
): Uint8Array<ArrayBuffer> {
  const rowBytes = sizePx * CHANNELS;
  const square = new Uint8ClampedArray(sizePx * rowBytes);
  const sums = new Int32Array(rowBytes);
  for (let row = 0; row < sizePx; row++) {
    sums.fill(HALF);
    let from = ((first[row] ?? 0) - firstRow) * rowBytes;
    const w = row * stride;
    const end = w + (count[row] ?? 0);
    for (let t = w; t < end; t++, from += rowBytes) {
      const weight = weights[t] ?? 0;
      for (let i = 0; i < rowBytes; i++) sums[i] = ((sums[i] ?? 0) + (narrowed[from + i] ?? 0) * weight) | 0;
    }
    const to = row * rowBytes;
    for (let i = 0; i < rowBytes; i++) square[to + i] = (sums[i] ?? 0) >> PRECISION_BITS;
  }
  return new Uint8Array(square.buffer);
}
