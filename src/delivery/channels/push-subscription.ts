import { createECDH } from 'node:crypto';
import { z } from 'zod';

/** RFC 8291: an uncompressed point of P-256, and a secret of sixteen bytes. */
const POINT_BYTES = 65;
const AUTH_BYTES = 16;
/** Of the endpoints that push services give out the longest have some 500. */
const MAX_ENDPOINT_CHARS = 2000;

const key = (bytes: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .refine((text) => Buffer.from(text, 'base64url').length === bytes);

const subscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(MAX_ENDPOINT_CHARS),
  keys: z.object({ p256dh: key(POINT_BYTES).refine(isOnTheCurve), auth: key(AUTH_BYTES) }),
});

/** What a browser gives as `PushSubscription.toJSON()`: where to post to, and what only this browser can open. */
export type PushSubscription = z.infer<typeof subscription>;

/** Null: it is none that could be encrypted for. What a browser adds beside (expirationTime) is dropped. */
export function readPushSubscription(json: string): PushSubscription | null {
  try {
    return subscription.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** The form in which it is kept: of one subscription always the same text. */
export function writePushSubscription({ endpoint, keys }: PushSubscription): string {
  return JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
}

/** A point beside the curve would be refused by every delivery, a day long. */
function isOnTheCurve(point: string): boolean {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  try {
    curve.computeSecret(point, 'base64url');
    return true;
  } catch {
    return false;
  }
}
