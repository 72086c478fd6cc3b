import { normaliserOf } from '../../../../src/embedding/preprocessing/channels-first';

describe('normaliserOf', () => {
  it('puts the channels one after another and normalises each by its own mean and deviation', () => {
    const tensor = normaliserOf([0, 0.2, 0.5], [1, 0.5, 0.5])(Uint8Array.of(0, 51, 255));
    expect([...tensor].map((value) => value.toFixed(4))).toEqual(['0.0000', '0.0000', '1.0000']);
  });

  it('keeps rows and columns in order', () => {
    const red = [10, 20, 30, 40];
    const square = Uint8Array.from(red.flatMap((value) => [value, 0, 0]));
    const tensor = normaliserOf([0, 0, 0], [1, 1, 1])(square);
    expect([...tensor.subarray(0, 4)].map((value) => Math.round(value * 255))).toEqual(red);
  });
});
