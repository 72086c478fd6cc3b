import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a receiver does with a request; then each is taken (204). */
export type ReceiverMood = 'BREAK_OFF' | 'HANG' | { readonly status: number; readonly retryAfter?: string };

export interface ReceivedWebhook {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
  readonly body: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** For the requests to come, in turn. */
  readonly moods: ReceiverMood[];
  /** Called with each request before it is answered. */
  onReceived: (webhook: ReceivedWebhook) => void;
  close(): Promise<void>;
}

/** A receiver of webhooks on this machine. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { headers } = request;
      const webhook = {
        id: String(headers['webhook-id']),
        timestamp: String(headers['webhook-timestamp']),
        signatures: String(headers['webhook-signature']).split(' '),
        body,
      };
      receiver.received.push(webhook);
      receiver.onReceived(webhook);
      answer(response, receiver.moods.shift() ?? { status: 204 });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    moods: [],
    onReceived: () => undefined,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

function answer(response: ServerResponse, mood: ReceiverMood): void {
  if (mood === 'HANG') return;
  if (mood === 'BREAK_OFF') {
    response.socket?.destroy();
    return;
  }
  const { status, retryAfter } = mood;
  response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();
}

/** What a receiver makes of a secret and a request, by the words of the specification: nothing of ours is used. */
export function signatureBy(secret: string, { id, timestamp, body }: ReceivedWebhook): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
