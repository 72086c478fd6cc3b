import { ResizeMode } from '../../../../src/embedding';
import { windowOf } from '../../../../src/embedding/preprocessing/fit';

describe('windowOf', () => {
  it('squashes the whole picture into the square', () => {
    expect(windowOf({ widthPx: 640, heightPx: 480 }, 224, ResizeMode.SQUASH)).toEqual({
      widthPx: 224,
      heightPx: 224,
      leftPx: 0,
      topPx: 0,
      sizePx: 224,
    });
  });

  it.each([
    [
      { widthPx: 640, heightPx: 480 },
      { widthPx: 298, heightPx: 224, leftPx: 37, topPx: 0 },
    ],
    [
      { widthPx: 480, heightPx: 640 },
      { widthPx: 224, heightPx: 298, leftPx: 0, topPx: 37 },
    ],
    [
      { widthPx: 100, heightPx: 100 },
      { widthPx: 224, heightPx: 224, leftPx: 0, topPx: 0 },
    ],
    [
      { widthPx: 1, heightPx: 300 },
      { widthPx: 224, heightPx: 67_200, leftPx: 0, topPx: 33_488 },
    ],
  ])('cuts the middle out of %j, whose shorter side fits', (picture, window) => {
    expect(windowOf(picture, 224, ResizeMode.CENTRE_CROP)).toEqual({ ...window, sizePx: 224 });
  });
});
