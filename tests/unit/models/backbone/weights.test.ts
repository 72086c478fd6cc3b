import { LAYERS } from '../../../../scripts/models/backbone/layers';
import { fromHalves } from '../../../../scripts/models/backbone/half-precision';
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
} from '../../../../scripts/models/backbone/safetensors';
import { loadBackbone } from '../../../../scripts/models/backbone/weights';

describe('half precision', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x83ff, -(2 ** -14 - 2 ** -24)],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ])('%s is %s', (bits, value) => {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(bits);
    expect([...fromHalves(bytes)]).toEqual([value]);
  });
});

describe('a safetensors file', () => {
  const tensors: NamedTensor[] = [
    { name: 'a.weight', type: 'F16', shape: [2, 1, 1, 1], data: Buffer.from([1, 2, 3, 4]) },
    { name: 'a.bias', type: 'F32', shape: [1], data: Buffer.from([5, 6, 7, 8]) },
  ];

  it('gives back what was put in, in order and without the notes', () => {
    expect(decodeSafetensors(encodeSafetensors(tensors, { source: 'here' }))).toEqual(tensors);
  });

  it('begins its values at a multiple of eight, as the format asks', () => {
    expect(Number(encodeSafetensors(tensors, { source: 'x' }).readBigUInt64LE(0)) % 8).toBe(0);
  });

  it.each([
    ['no header', Buffer.from('0000000000000000', 'hex')],
    [
      'an unknown type',
      Buffer.from(encodeSafetensors(tensors, {}).toString('latin1').replace('F16', 'I16'), 'latin1'),
    ],
  ])('of %s is refused', (_, file) => {
    expect(() => decodeSafetensors(file)).toThrow();
  });
});

describe('the carried weights', () => {
  it('are a weight and a bias for every layer, in the shape that its place asks for', async () => {
    const backbone = await loadBackbone();
    expect([...backbone.keys()]).toEqual(LAYERS.flatMap(({ name }) => [`${name}.weight`, `${name}.bias`]));
    let channels = 3;
    for (const { name, isDepthwise } of LAYERS) {
      const [out = 0, inputs = 0] = backbone.get(`${name}.weight`)?.shape ?? [];
      expect([name, inputs]).toEqual([name, isDepthwise ? 1 : channels]);
      expect(backbone.get(`${name}.bias`)?.shape).toEqual([out]);
      channels = out;
    }
  });

  it('are numbers', async () => {
    for (const { values, shape } of (await loadBackbone()).values()) {
      expect(values).toHaveLength(shape.reduce((product, size) => product * size, 1));
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});
