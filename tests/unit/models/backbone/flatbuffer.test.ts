import { readFlatBuffer } from '../../../../scripts/models/backbone/flatbuffer';

/** A root table at 16, its three fields described at 4: an integer, a vector of two integers, and one that is left out. */
function tableWithFields(): Buffer {
  const buffer = Buffer.alloc(40);
  buffer.writeUInt32LE(16, 0);
  [10, 12, 4, 8, 0].forEach((value, index) => buffer.writeUInt16LE(value, 4 + 2 * index));
  buffer.writeInt32LE(16 - 4, 16);
  buffer.writeInt32LE(-7, 20);
  buffer.writeUInt32LE(4, 24);
  [2, 30, 31].forEach((value, index) => buffer.writeInt32LE(value, 28 + 4 * index));
  return buffer;
}

describe('a FlatBuffer', () => {
  const flat = readFlatBuffer(tableWithFields());
  const root = flat.root();

  it('gives fields that are there', () => {
    expect(flat.int32(root, 0)).toBe(-7);
    expect(flat.int32s(root, 1)).toEqual([30, 31]);
  });

  it('gives what a missing field means, whether it is left out or unknown to the writer', () => {
    for (const field of [2, 9]) {
      expect(flat.int32(root, field, 5)).toBe(5);
      expect(flat.uint8(root, field)).toBe(0);
      expect(flat.table(root, field)).toBe(0);
      expect(flat.int32s(root, field)).toEqual([]);
      expect(flat.bytes(root, field)).toHaveLength(0);
    }
  });

  it('that points outside itself is an error', () => {
    const broken = tableWithFields();
    broken.writeUInt32LE(4000, 24);
    expect(() => readFlatBuffer(broken).int32s(root, 1)).toThrow('out of range');
  });
});
