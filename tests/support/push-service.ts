import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What the service says to a push. */
export type PushMood = { readonly status: number; readonly retryAfter?: string } | 'cut' | 'hang';

export interface ReceivedPush {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushService {
  readonly url: string;
  readonly received: ReceivedPush[];
  /** For the pushes to come, in turn; then each is taken (201). */
  readonly moods: PushMood[];
  /** What is always said to pushes for a path. */
  readonly answers: Map<string, PushMood>;
  /** Resolves once a push has been taken that is not answered. */
  readonly hanging: Promise<void>;
  close(): Promise<void>;
}

/** A push service (RFC 8030) on a free port of this machine: takes what is posted to it, and cannot read it. */
export async function startPushService(): Promise<PushService> {
  const received: ReceivedPush[] = [];
  const moods: PushMood[] = [];
  const answers = new Map<string, PushMood>();
  let markHanging = (): void => undefined;
  const hanging = new Promise<void>((resolve) => (markHanging = resolve));

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      answerInMood(answers.get(path) ?? moods.shift() ?? { status: 201 }, response);
    });
  });
  function answerInMood(mood: PushMood, response: ServerResponse): void {
    if (mood === 'hang') return markHanging();
    if (mood === 'cut') return void response.destroy();
    response.writeHead(mood.status, mood.retryAfter === undefined ? {} : { 'retry-after': mood.retryAfter });
    response.end('What the push service says is nobody’s business.');
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    moods,
    answers,
    hanging,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A browser with a subscription at a push service: the only one who can open what is pushed to it. */
export interface Browser {
  /** As PushSubscription.toJSON() gives it. */
  readonly subscription: {
    readonly endpoint: string;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  /** Throws if the body was not encrypted for this browser. */
  open(body: Buffer): string;
}

/** Salt, size of a record, length of the sender's key, the key, the record (RFC 8188, 2.1). */
const HEAD = { saltBytes: 16, keyLengthAt: 20, keyAt: 21 } as const;
const TAG_BYTES = 16;

export function makeBrowser(endpoint: string): Browser {
  const curve = createECDH('prime256v1');
  const own = curve.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: { endpoint, keys: { p256dh: own.toString('base64url'), auth: auth.toString('base64url') } },
    // RFC 8291, 3.4 and RFC 8188, 2, written out: the library that encrypted is not asked whether it did so well.
    open(body) {
      const salt = body.subarray(0, HEAD.saltBytes);
      const recordAt = HEAD.keyAt + (body[HEAD.keyLengthAt] ?? 0);
      const sender = body.subarray(HEAD.keyAt, recordAt);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender]);
      const material = hkdf(curve.computeSecret(sender), auth, info, 32);
      const key = hkdf(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = hkdf(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const sealed = body.subarray(recordAt);
      const cipher = createDecipheriv('aes-128-gcm', key, nonce);
      cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const padded = Buffer.concat([cipher.update(sealed.subarray(0, -TAG_BYTES)), cipher.final()]);
      // Of the last record the text ends with a 2 and zeros.
      return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
    },
  };
}

function hkdf(material: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, info, bytes));
}
