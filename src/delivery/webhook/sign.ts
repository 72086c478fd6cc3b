import { createHmac, randomBytes } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';
/** The Standard Webhooks specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const SIGNATURE_VERSION = 'v1';

/** What a receiver checks our signatures with. Shown once. */
export function newSecret(): string {
  return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

interface Signing {
  readonly id: string;
  /** Seconds since 1970, when this attempt is made. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers of the Standard Webhooks specification: HMAC-SHA-256 over `id.timestamp.body`, one signature for each secret
 * that is valid now, so that a receiver may change to a new one whenever it likes while both are.
 */
export function signatureHeaders(
  { id, timestamp, body }: Signing,
  secrets: readonly string[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const content = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => `${SIGNATURE_VERSION},${sign(content, secret)}`).join(' '),
  };
}

function sign(content: string, secret: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return createHmac('sha256', key).update(content, 'utf8').digest('base64');
}
