import fc from 'fast-check';
import { preparePicture } from '../../../src/imaging';
import { noise } from '../../support/pictures';

describe('preparePicture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'has an answer to every way of damaging a %s, and never throws',
    async (format) => {
      const whole = await noise(48, 48).toFormat(format).toBuffer();
      const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
          const bytes = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          const result = await preparePicture(bytes);
          if (result.ok) expect(result.value.bytes.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
          else expect(result.error).toMatch(/^(NOT_A_PICTURE|TOO_LARGE|DAMAGED)$/);
        }),
        { numRuns: 60 },
      );
    },
  );
});
