import { hkdfSync, randomBytes } from 'node:crypto';
import { KEY_BYTES, open, seal } from './seal';

/** Fewer bytes than this are no secret. */
export const MIN_SECRET_BYTES = 32;

const HKDF_SALT = 'patient-advocacy-agent/keyring/v1';
const WRAPPING_PURPOSE = 'wrap-data-keys';
const WRAPPING_CONTEXT = 'data-key';

export interface DataKey {
  /** AES-256 key in the clear: for use, never for storage. */
  readonly dataKey: Buffer;
  /** The same key, sealed: what is stored. Losing it erases everything that the key ever sealed. */
  readonly wrapped: Buffer;
}

/** Keys that all come from one secret. */
export interface Keyring {
  /** A fresh random key for one case. */
  newDataKey(): DataKey;
  /** The data key that was wrapped. Throws if the wrapping was damaged or made under another secret. */
  unwrap(wrapped: Buffer): Buffer;
  /** A 32-byte key for one purpose ("sign-media"); keys of different purposes tell nothing about each other. */
  deriveKey(purpose: string): Buffer;
}

/**
 * Envelope encryption: data keys are wrapped by a key that HKDF-SHA-256 derives from SECRET_KEY, so that erasing a case is
 * erasing 61 bytes. Throws if the secret is shorter than 32 bytes of UTF-8.
 */
export function createKeyring(secretKey: string): Keyring {
  const secret = Buffer.from(secretKey, 'utf8');
  if (secret.length < MIN_SECRET_BYTES) {
    throw new Error(`SECRET_KEY must have at least ${MIN_SECRET_BYTES} bytes.`);
  }
  const deriveKey = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, HKDF_SALT, purpose, KEY_BYTES));
  const wrappingKey = deriveKey(WRAPPING_PURPOSE);

  return {
    newDataKey() {
      const dataKey = randomBytes(KEY_BYTES);
      return { dataKey, wrapped: seal(wrappingKey, dataKey, WRAPPING_CONTEXT) };
    },
    unwrap: (wrapped) => open(wrappingKey, wrapped, WRAPPING_CONTEXT),
    deriveKey(purpose) {
      if (purpose === WRAPPING_PURPOSE) throw new Error('The wrapping key stays inside the keyring.');
      return deriveKey(purpose);
    },
  };
}
