import { ResizeMode } from '../resize';
import { type Window } from './resample';

/**
 * Which square of which resized picture the model sees. Centre crop as the usual processors do it: the shorter side becomes
 * `sizePx`, the longer one keeps the proportion and is cut down, and so is half of what is too long.
 */
export function windowOf(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  sizePx: number,
  mode: ResizeMode,
): Window {
  if (mode === ResizeMode.SQUASH) {
    return { widthPx: sizePx, heightPx: sizePx, leftPx: 0, topPx: 0, sizePx };
  }
  const shorterPx = Math.min(widthPx, heightPx);
  const scaled = {
    widthPx: Math.trunc((sizePx * widthPx) / shorterPx),
    heightPx: Math.trunc((sizePx * heightPx) / shorterPx),
  };
  return {
    ...scaled,
    leftPx: Math.floor((scaled.widthPx - sizePx) / 2),
    topPx: Math.floor((scaled.heightPx - sizePx) / 2),
    sizePx,
  };
}
