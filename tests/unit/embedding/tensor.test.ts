import { normaliseRows, toChannelsFirst } from '../../../src/embedding/tensor';

describe('toChannelsFirst', () => {
  it('puts the channels of each picture one after another and normalises them', () => {
    // Two pictures of 1 x 1 pixel.
    const tensor = toChannelsFirst(Uint8Array.of(0, 51, 255, 102, 153, 204), 1, [0, 0.2, 0.5], [1, 0.5, 0.5]);
    expect([...tensor].map((value) => value.toFixed(4))).toEqual(
      [0, 0, 1, 0.4, 0.8, 0.6].map((value) => value.toFixed(4)),
    );
  });

  it('keeps rows and columns in order', () => {
    const red = [10, 20, 30, 40];
    const pixels = Uint8Array.from(red.flatMap((value) => [value, 0, 0]));
    const tensor = toChannelsFirst(pixels, 2, [0, 0, 0], [1, 1, 1]);
    expect([...tensor.subarray(0, 4)].map((value) => Math.round(value * 255))).toEqual(red);
  });
});

describe('normaliseRows', () => {
  it('scales each row to unit length and keeps its direction', () => {
    const values = Float32Array.of(3, 4, 0, -2);
    normaliseRows(values, 2);
    expect([...values].map((value) => value.toFixed(4))).toEqual(['0.6000', '0.8000', '0.0000', '-1.0000']);
  });

  it.each([[[0, 0]], [[NaN, 1]], [[Infinity, 1]]])('refuses %j, which has no direction', (row) => {
    expect(() => normaliseRows(Float32Array.from(row), 2)).toThrow('without a direction');
  });
});
