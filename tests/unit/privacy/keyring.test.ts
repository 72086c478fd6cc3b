import { createKeyring, open, seal, SealBrokenError } from '../../../src/privacy';

const SECRET = 'a secret of the tests, longer than 32 bytes';

describe('createKeyring', () => {
  it('unwraps, after a restart, the data key that it wrapped', () => {
    const { dataKey, wrapped } = createKeyring(SECRET).newDataKey();
    expect(createKeyring(SECRET).unwrap(wrapped)).toEqual(dataKey);
    expect(wrapped.includes(dataKey)).toBe(false);
  });

  it('does not unwrap what another secret wrapped', () => {
    const { wrapped } = createKeyring(SECRET).newDataKey();
    expect(() => createKeyring(`${SECRET}!`).unwrap(wrapped)).toThrow(SealBrokenError);
  });

  it('gives every case a key of its own', () => {
    const keyring = createKeyring(SECRET);
    const [mine, theirs] = [keyring.newDataKey(), keyring.newDataKey()];
    const sealed = seal(mine.dataKey, Buffer.from('private'), 'notes');
    expect(() => open(theirs.dataKey, sealed, 'notes')).toThrow(SealBrokenError);
  });

  it('derives the same key for the same purpose only', () => {
    const keyring = createKeyring(SECRET);
    expect(keyring.deriveKey('sign-media')).toEqual(createKeyring(SECRET).deriveKey('sign-media'));
    expect(keyring.deriveKey('sign-media')).not.toEqual(keyring.deriveKey('sign-tokens'));
    expect(keyring.deriveKey('sign-media')).toHaveLength(32);
  });

  it('keeps the wrapping key to itself', () => {
    expect(() => createKeyring(SECRET).deriveKey('wrap-data-keys')).toThrow('stays inside');
  });

  it('refuses a short secret without repeating it', () => {
    expect(() => createKeyring('too-short')).toThrow(/^SECRET_KEY must have at least 32 bytes\.$/);
  });
});
