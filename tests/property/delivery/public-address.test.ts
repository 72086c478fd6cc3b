import fc from 'fast-check';
import { isPublicAddress } from '../../../src/delivery/outbound/public-address';

const octet = fc.nat(255);
const PRIVATE = [
  fc.tuple(fc.constant(10), octet, octet, octet),
  fc.tuple(fc.constant(127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
];
const hex = (high: number, low: number): string => ((high << 8) | low).toString(16);

it('knows a private address in whatever it is wrapped', () => {
  fc.assert(
    fc.property(fc.oneof(...PRIVATE), ([a, b, c, d]) => {
      const plain = `${a}.${b}.${c}.${d}`;
      const [high, low] = [hex(a, b), hex(c, d)];
      const wrapped = [
        plain,
        `::ffff:${plain}`,
        `::ffff:${high}:${low}`,
        `::${plain}`,
        `64:ff9b::${high}:${low}`,
        `2002:${high}:${low}::1`,
      ];
      expect(wrapped.filter(isPublicAddress)).toEqual([]);
    }),
  );
});

it('takes nothing of IPv6 but global unicast', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const [first = ''] = address.split(':');
      const isMapped = new URL(`http://[${address}]/`).hostname.startsWith('[::ffff:');
      if (isPublicAddress(address) && !isMapped) expect(parseInt(first, 16) >> 13).toBe(1);
    }),
  );
});
