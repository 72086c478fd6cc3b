import fc from 'fast-check';
import { createKeyring, open, seal, SealBrokenError } from '../../../src/privacy';

const SECRET = 'a secret of the tests, longer than 32 bytes';
const { dataKey } = createKeyring(SECRET).newDataKey();
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

describe('a sealed value', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plaintext, context) => {
        expect(open(dataKey, seal(dataKey, plaintext, context), context)).toEqual(plaintext);
      }),
    );
  });

  it('does not open with any bit flipped', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (plaintext, position) => {
        const sealed = seal(dataKey, plaintext, 'case/field');
        const bit = position % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => open(dataKey, sealed, 'case/field')).toThrow(SealBrokenError);
      }),
    );
  });

  it('does not open shortened', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (plaintext, length) => {
        const sealed = seal(dataKey, plaintext, 'case/field');
        const shortened = sealed.subarray(0, length % sealed.length);
        expect(() => open(dataKey, shortened, 'case/field')).toThrow(SealBrokenError);
      }),
    );
  });

  it('does not open in another context', () => {
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), (plaintext, context, other) => {
        fc.pre(context !== other);
        expect(() => open(dataKey, seal(dataKey, plaintext, context), other)).toThrow(SealBrokenError);
      }),
    );
  });

  it('is never the same twice', () => {
    fc.assert(
      fc.property(bytes, (plaintext) => {
        expect(seal(dataKey, plaintext, '').equals(seal(dataKey, plaintext, ''))).toBe(false);
      }),
    );
  });
});
