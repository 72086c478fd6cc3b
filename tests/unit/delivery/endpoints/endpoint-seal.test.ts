import { createEndpointSeal } from '../../../../src/delivery/endpoints/endpoint-seal';
import { createKeyring, SealBrokenError } from '../../../../src/privacy';

const seal = createEndpointSeal(createKeyring('a secret of more than thirty-two bytes'));
const ADDRESS = 'https://hooks.example.org/in?token=abc';

describe('the seal of endpoints', () => {
  it('opens what it sealed, in its place alone', () => {
    const sealed = seal.seal('one', 'address', ADDRESS);
    expect(Buffer.from(sealed).includes('hooks.example.org')).toBe(false);
    expect(seal.open('one', 'address', sealed)).toBe(ADDRESS);
    expect(() => seal.open('other', 'address', sealed)).toThrow(SealBrokenError);
    expect(() => seal.open('one', 'secret', sealed)).toThrow(SealBrokenError);
  });

  it('knows an address again, under its own secret alone', () => {
    const other = createEndpointSeal(createKeyring('another secret of more than 32 bytes'));
    expect(seal.digest(ADDRESS)).toEqual(seal.digest(ADDRESS));
    expect(seal.digest(ADDRESS)).not.toEqual(seal.digest(`${ADDRESS}d`));
    expect(seal.digest(ADDRESS)).not.toEqual(other.digest(ADDRESS));
  });
});
