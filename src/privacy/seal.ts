import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;

const ALGORITHM = 'aes-256-gcm';
/** First byte of everything sealed: a later format or key generation gets another one. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/**
 * Encrypts with AES-256-GCM under a random 96-bit nonce. `context` says where the result belongs (a case and a field); it is
 * authenticated but not stored, so a sealed value that is moved elsewhere cannot be opened there.
 * Layout: version (1 byte), nonce (12), tag (16), ciphertext.
 */
export function seal(dataKey: Buffer, plaintext: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, dataKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ciphertext]);
}

/** What was sealed. Throws SealBrokenError if the key, the context or a single bit is not the one it was sealed with. */
export function open(dataKey: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw new SealBrokenError();
  const decipher = createDecipheriv(ALGORITHM, dataKey, sealed.subarray(1, HEADER_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(associatedData(context));
  decipher.setAuthTag(sealed.subarray(HEADER_BYTES, HEADER_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new SealBrokenError({ cause });
  }
}

/** Says only that a seal does not hold: not what lies under it, nor which part was wrong. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';

  constructor(options?: ErrorOptions) {
    super('The sealed value is damaged, belongs elsewhere, or was sealed with another key.', options);
  }
}

function associatedData(context: string): Buffer {
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(context, 'utf8')]);
}
