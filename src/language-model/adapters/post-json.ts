import { err, ok, type Result } from '../../domain';
import { CANCELLED, codeOf, failure, isOfNetwork, statusFailure } from '../failures';
import { ModelFailureKind, type ModelFailure } from '../wire';

export interface JsonPost {
  readonly url: string;
  /** Null: no Authorization header. */
  readonly bearer: string | null;
  /** JSON already: whoever counts its bytes must not make it twice. */
  readonly body: string;
  readonly maxReplyBytes: number;
}

export interface PostFailure {
  readonly failure: ModelFailure;
  /** Of HTTP; null where there was none. */
  readonly status: number | null;
}

/**
 * One POST, no redirect followed, and the JSON that came back. Reads no more than it may: what is longer is MALFORMED, and
 * so is what is no JSON. Never rejects for what a server or a network does.
 */
export async function postJson(post: JsonPost, signal: AbortSignal): Promise<Result<unknown, PostFailure>> {
  try {
    const response = await fetch(post.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(post.bearer === null ? {} : { authorization: `Bearer ${post.bearer}` }),
      },
      body: post.body,
      redirect: 'manual',
      signal,
    });
    const { status } = response;
    if (!response.ok) {
      await response.body?.cancel();
      return err({ failure: statusFailure(status, response.headers.get('retry-after')), status });
    }
    const text = await readAtMost(post.maxReplyBytes, response);
    if (text === null) return malformed('longer than may be read', status);
    const json = parseJson(text);
    return json === undefined ? malformed('no JSON', status) : ok(json);
  } catch (error) {
    return err({ failure: signal.aborted ? CANCELLED : sendingFailure(error), status: null });
  }
}

/** Null: it is longer. Whoever stops reading closes the connection. */
async function readAtMost(maxBytes: number, { body }: Response): Promise<string | null> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined, which no JSON is, where it is none. The error would quote the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What no network was at fault for is a request that cannot be sent at all: a key with a line's end in it, say. */
function sendingFailure(error: unknown): ModelFailure {
  const { UNAVAILABLE, REFUSED } = ModelFailureKind;
  return isOfNetwork(error)
    ? failure(UNAVAILABLE, codeOf(error, 'network'))
    : failure(REFUSED, 'a request that cannot be sent');
}

function malformed(detail: string, status: number): Result<never, PostFailure> {
  return err({ failure: failure(ModelFailureKind.MALFORMED, detail), status });
}
