import { type ResizeKernel } from '../resize';
import { CHANNELS } from '../tensor';
import { bytesOf, layOut, roomFor } from './linear-memory';
import { RESAMPLE_KERNEL } from './resample-kernel';
import { tapsOf } from './taps';

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

/** The wanted square of the resized picture as interleaved RGB bytes. */
export type Resample = (picture: RgbPicture, window: Window, kernel: ResizeKernel) => Uint8Array<ArrayBuffer>;

/** What resample-kernel.wat exports; all addresses are those of its memory. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  narrow(
    row: number,
    to: number,
    pixels: number,
    first: number,
    count: number,
    weights: number,
    strideBytes: number,
  ): void;
  shorten(rows: number, to: number, bytes: number, weights: number, count: number): void;
}

const INT32_BYTES = 4;

/**
 * A resampler with a memory of its own, for one thread. It holds a row of the picture, the narrowed rows (3 bytes x heightPx x
 * sizePx) and the square, and stays as large as its largest picture made it.
 */
export function createResampler(): Resample {
  const program = new WebAssembly.Module(Buffer.from(RESAMPLE_KERNEL, 'base64'));
  const kernel = new WebAssembly.Instance(program).exports as unknown as KernelExports;

  return ({ widthPx, heightPx, pixels }, window, resizeKernel) => {
    const { sizePx } = window;
    const across = tapsOf(widthPx, window.widthPx, window.leftPx, sizePx, resizeKernel);
    const down = tapsOf(heightPx, window.heightPx, window.topPx, sizePx, resizeKernel);
    const firstRow = down.first[0] ?? 0;
    const rows = (down.first[sizePx - 1] ?? 0) + (down.count[sizePx - 1] ?? 0) - firstRow;
    const rowBytes = widthPx * CHANNELS;
    const narrowBytes = sizePx * CHANNELS;
    const squareBytes = sizePx * narrowBytes;

    const areas = layOut({
      acrossFirst: across.first.byteLength,
      acrossCount: across.count.byteLength,
      acrossWeights: across.weights.byteLength,
      downWeights: down.weights.byteLength,
      row: rowBytes,
      narrowed: rows * narrowBytes,
      square: squareBytes,
    });
    const bytes = roomFor(kernel.memory, areas.end);
    bytes.set(bytesOf(across.first), areas.acrossFirst);
    bytes.set(bytesOf(across.count), areas.acrossCount);
    bytes.set(bytesOf(across.weights), areas.acrossWeights);
    bytes.set(bytesOf(down.weights), areas.downWeights);

    for (let row = 0; row < rows; row++) {
      const from = (firstRow + row) * rowBytes;
      bytes.set(pixels.subarray(from, from + rowBytes), areas.row);
      kernel.narrow(
        areas.row,
        areas.narrowed + row * narrowBytes,
        sizePx,
        areas.acrossFirst,
        areas.acrossCount,
        areas.acrossWeights,
        across.stride * INT32_BYTES,
      );
    }
    for (let row = 0; row < sizePx; row++) {
      kernel.shorten(
        areas.narrowed + ((down.first[row] ?? 0) - firstRow) * narrowBytes,
        areas.square + row * narrowBytes,
        narrowBytes,
        areas.downWeights + row * down.stride * INT32_BYTES,
        down.count[row] ?? 0,
      );
    }
    return bytes.slice(areas.square, areas.square + squareBytes);
  };
}
