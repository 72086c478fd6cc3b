import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as requestTls } from 'node:https';
import { faultOf, serverError, ServerFault } from './kserve-error';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Relative to the server's address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, piece by piece: a batch of pictures is not copied to stand beside its header. */
  readonly body?: readonly Uint8Array[];
}

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Connections to one server that stay open between requests: a handshake for each batch would cost as much as the batch. */
interface HttpConnections {
  /** Rejects with a fault (UNREACHABLE, TIMEOUT, WRONG_ANSWER if the answer is too long); any status resolves. */
  send(request: HttpRequest, timeoutMs: number): Promise<HttpReply>;
  /** Ends the connections. */
  close(): void;
}

/** Vectors of a few hundred pictures as JSON; more than that is no answer to what was asked. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** `url` is the server's address, with a path if it is not served at the root. Nothing is connected yet. */
export function createHttpConnections(url: string): HttpConnections {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const isTls = base.protocol === 'https:';
  const agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const open = isTls ? requestTls : request;

  return {
    async send({ method, path, headers, body = [] }, timeoutMs) {
      const length = body.reduce((bytes, part) => bytes + part.byteLength, 0);
      const signal = AbortSignal.timeout(Math.max(1, timeoutMs));
      try {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          const outgoing = open(new URL(path, base), {
            agent,
            method,
            signal,
            headers: { ...headers, ...(method === 'POST' && { 'Content-Length': length }) },
          });
          outgoing.once('response', resolve).on('error', reject);
          for (const part of body) outgoing.write(part);
          outgoing.end();
        });
        return {
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: await bodyOf(response),
        };
      } catch (cause) {
        if (faultOf(cause) !== null) throw cause;
        throw signal.aborted
          ? serverError(ServerFault.TIMEOUT, 'The inference server took too long.', { cause })
          : serverError(ServerFault.UNREACHABLE, 'The inference server is out of reach.', {
              cause,
            });
      }
    },
    close: () => agent.destroy(),
  };
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_REPLY_BYTES) {
      throw serverError(ServerFault.WRONG_ANSWER, 'The inference server does not stop answering.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
