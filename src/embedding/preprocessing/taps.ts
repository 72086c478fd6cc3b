import { ResizeKernel } from '../resize';

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
export const PRECISION_BITS = 32 - 8 - 2;

/** Which pixels of a line make each wanted pixel, and how much each of them counts. */
export interface Taps {
  /** First source pixel of each wanted one. */
  readonly first: Int32Array;
  /** How many source pixels follow from there. */
  readonly count: Int32Array;
  /** `stride` fixed-point weights per wanted pixel, of which `count` are used. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * The taps of `wantedPx` pixels, from the one at `offsetPx` on, of a line of `fromPx` pixels that is resized to `toPx`. Every one of
 * them has at least one tap.
 */
export function tapsOf(
  fromPx: number,
  toPx: number,
  offsetPx: number,
  wantedPx: number,
  resizeKernel: ResizeKernel,
): Taps {
  const kernel = KERNELS[resizeKernel];
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
