import { type ResizeKernel } from '../../src/embedding';
import { type RgbPicture, type Window } from '../../src/embedding/preprocessing/resample';
import { PRECISION_BITS, type Taps, tapsOf } from '../../src/embedding/preprocessing/taps';
import { CHANNELS } from '../../src/embedding/tensor';

const HALF = 1 << (PRECISION_BITS - 1);

/** What resample-kernel.wat does, in plain words: the two passes value by value. */
export function resampledPlainly(
  picture: RgbPicture,
  window: Window,
  kernel: ResizeKernel,
): Uint8Array<ArrayBuffer> {
  const { sizePx } = window;
  const across = tapsOf(picture.widthPx, window.widthPx, window.leftPx, sizePx, kernel);
  const down = tapsOf(picture.heightPx, window.heightPx, window.topPx, sizePx, kernel);
  const firstRow = down.first[0] ?? 0;
  const lastRow = (down.first[sizePx - 1] ?? 0) + (down.count[sizePx - 1] ?? 0);
  return shorten(narrow(picture, across, firstRow, lastRow, sizePx), down, firstRow, sizePx);
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
