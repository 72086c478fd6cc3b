import { createHmac, timingSafeEqual } from 'node:crypto';

/** Addresses that anybody who was given one may fetch until they expire, and nobody can make up or prolong. */
interface MediaSigner {
  /** `path` (without a query) with `expires` (Unix seconds) and `signature` appended. */
  sign(path: string, now: Date): string;
  /** Whether this signature was made here for this path and expiry, and `now` is before it. */
  verify(path: string, expires: string, signature: string, now: Date): boolean;
}

const WHOLE_SECONDS = /^[0-9]{1,12}$/;

/** HMAC-SHA-256 under a key that serves nothing else (keyring.deriveKey('sign-media')). */
export function createMediaSigner(key: Buffer, ttlMs: number): MediaSigner {
  const signatureOf = (path: string, expires: string): Buffer =>
    createHmac('sha256', key).update(`${expires}\n${path}`).digest();

  return {
    sign(path, now) {
      const expires = String(Math.floor((now.getTime() + ttlMs) / 1000));
      return `${path}?expires=${expires}&signature=${signatureOf(path, expires).toString('base64url')}`;
    },
    verify(path, expires, signature, now) {
      if (!WHOLE_SECONDS.test(expires)) return false;
      const expected = signatureOf(path, expires);
      const given = Buffer.from(signature, 'base64url');
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      return genuine && now.getTime() < Number(expires) * 1000;
    },
  };
}
