import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type LookupFunction } from 'node:net';
import { err, ok, type Result } from '../../domain';
import { type TimeLimit, timeLimit, withinTime } from '../../time';
import { AddressProblem } from '../delivery-words';
import { type CheckedUrl, checkUrl, type OutboundRules } from './check-url';
import { createPublicResolve, type Resolve, resolveLocally } from './resolve-name';

const TIMEOUT_MS = 10_000;
/** What is read of an answer at most; it is thrown away. */
const MAX_ANSWER_BYTES = 64 * 1024;

interface OutboundDeps extends Pick<OutboundRules, 'allowPrivate'> {
  readonly timeoutMs?: number;
  /** In place of this machine's own knowledge in development, of the name servers' elsewhere. */
  readonly resolve?: Resolve;
}

interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signal: AbortSignal;
}

interface PostAnswer {
  readonly status: number;
  /** As the receiver wrote it. */
  readonly retryAfter: string | null;
}

/** Why there was no answer. `code` is of ours: no word of the receiver's. */
export interface PostFailure {
  readonly code: 'TIMED_OUT' | 'UNREACHABLE' | AddressProblem;
}

/** The only way in which this room talks to addresses that somebody typed in. */
export interface Outbound {
  /** Whether anything would be posted there now. Errors: why not. */
  check(url: string): Promise<Result<string, AddressProblem>>;
  /** One POST, to the very address that was checked. Redirects are not followed: a 3xx is an answer like others. */
  post(url: string, posting: Posting): Promise<Result<PostAnswer, PostFailure>>;
}

/** @param rules `timeoutMs` is for everything from the name to the answer: ten seconds unless said otherwise. */
export function createOutbound({ timeoutMs = TIMEOUT_MS, ...given }: OutboundDeps): Outbound {
  const rules = { resolve: given.allowPrivate ? resolveLocally : createPublicResolve(), ...given };
  return {
    async check(url) {
      const late = (): ReturnType<typeof checkUrl> => Promise.resolve(err(AddressProblem.UNRESOLVABLE));
      const checked = await withinTime(timeoutMs, checkUrl(url, rules)).catch(late);
      return checked.ok ? ok(checked.value.url.href) : checked;
    },
    async post(url, posting) {
      const limit = timeLimit(posting.signal, timeoutMs);
      const checked = await untilAborted(checkUrl(url, rules), limit.signal);
      if (checked?.ok !== true) {
        limit.release();
        return err({ code: checked?.error ?? 'TIMED_OUT' });
      }
      try {
        return ok(await send(checked.value, posting, limit));
      } catch {
        return err({ code: limit.signal.aborted ? 'TIMED_OUT' : 'UNREACHABLE' });
      }
    },
  };
}

/** Null if the signal came first. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  return Promise.race([work, aborted]);
}

function send(
  { url, addresses }: CheckedUrl,
  { headers, body }: Omit<Posting, 'signal'>,
  { signal, release }: TimeLimit,
): Promise<PostAnswer> {
  // Whatever the name leads to by now, the connection goes to an address that was looked at.
  const pinned: LookupFunction = (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.length) },
      lookup: pinned,
      // A connection that is kept would outlive the check of its address.
      agent: false,
      signal,
    });
    sent.on('error', reject);
    sent.on('close', () => {
      release();
      // Not every end without an answer is an error to Node: a change of protocols is none.
      reject(new Error('The connection was closed without an answer.'));
    });
    sent.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null });
      readAway(response);
    });
    sent.end(body);
  });
}

/** The status has said everything; a receiver that is let finish its sentence logs no broken connection. */
function readAway(response: IncomingMessage): void {
  let readBytes = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    readBytes += chunk.length;
    if (readBytes > MAX_ANSWER_BYTES) response.destroy();
  });
}
