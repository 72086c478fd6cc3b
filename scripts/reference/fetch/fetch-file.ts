import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../../../src/domain';
import { agreesWith, digestFile, namesDigest } from './file-digests';
import { withRetries, type Attempt, type RetryDeps } from './retry';

export interface FetchDeps extends RetryDeps {
  /** Told of every piece that arrives. */
  readonly onBytes: (count: number) => void;
  /** An attempt in which nothing arrives for so long is given up. */
  readonly stallMs: number;
  /** A file that is longer is given up: a source that never ends must not fill the disk. */
  readonly maxFileBytes: number;
}

/** Why a file could not be fetched. */
export const FetchProblem = {
  /** The source does not have it. */
  NOT_THERE: 'NOT_THERE',
  /** The source will not give it. */
  REFUSED: 'REFUSED',
  /** No answer, or no whole one, in any attempt. */
  UNREACHABLE: 'UNREACHABLE',
  /** What arrives is not what the source says that it is. */
  DAMAGED: 'DAMAGED',
  /** It is longer than any file of the set can be. */
  TOO_LONG: 'TOO_LONG',
} as const;
export type FetchProblem = (typeof FetchProblem)[keyof typeof FetchProblem];

/** Where a file lies until it is whole. */
const UNFINISHED = '.part';
const MS_PER_SECOND = 1000;

/**
 * Fetches one file. It appears under `path` only when it is whole and agrees with the size and the digest that the source
 * names; what was fetched before a cut, in this run or an earlier one, is not fetched again. Gives back its SHA-256. Rejects if
 * the disk is at fault: another attempt would not help.
 */
export async function fetchFile(
  deps: FetchDeps,
  url: URL,
  path: string,
): Promise<Result<string, FetchProblem>> {
  const outcome = await withRetries(deps, () => attempt(deps, url, path));
  return outcome.done ? ok(outcome.value) : err(outcome.problem);
}

async function attempt(deps: FetchDeps, url: URL, path: string): Promise<Attempt<string, FetchProblem>> {
  const unfinished = `${path}${UNFINISHED}`;
  const haveBytes = await sizeOf(unfinished);
  const stalled = new AbortController();
  const watch = setTimeout(() => stalled.abort(), deps.stallMs);
  try {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...(haveBytes > 0 && { range: `bytes=${haveBytes}-` }) },
      redirect: 'error',
      signal: stalled.signal,
    });
    const refusal = await refusalOf(response, unfinished);
    if (refusal !== null) return refusal;
    if (response.body === null) return again(FetchProblem.UNREACHABLE);
    const goesOn = response.status === 206;
    if (goesOn && !continues(response, haveBytes)) {
      await response.body.cancel();
      await rm(unfinished, { force: true });
      return again(FetchProblem.DAMAGED);
    }
    let sizeBytes = goesOn ? haveBytes : 0;
    const progress = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        watch.refresh();
        deps.onBytes(chunk.length);
        sizeBytes += chunk.length;
        done(sizeBytes > deps.maxFileBytes ? new TooLongError() : null, chunk);
      },
    });
    await pipeline(
      Readable.fromWeb(response.body),
      progress,
      createWriteStream(unfinished, { flags: goesOn ? 'a' : 'w' }),
    );
    return await finish(response, unfinished, path, goesOn ? haveBytes : 0);
  } catch (error) {
    if (isOfDisk(error)) throw error;
    if (!(error instanceof TooLongError)) return again(FetchProblem.UNREACHABLE);
    await rm(unfinished, { force: true });
    return never(FetchProblem.TOO_LONG);
  } finally {
    clearTimeout(watch);
  }
}

class TooLongError extends Error {}

/** What the network does wrong arrives as a TypeError of fetch, without a system call of its own. */
function isOfDisk(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

/** Whether a part begins where the last one ended, and comes with a digest: else nobody could tell if both are of one file. */
function continues(response: Response, haveBytes: number): boolean {
  const startsAt = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  return haveBytes > 0 && Number(startsAt) === haveBytes && namesDigest(response.headers.get('x-goog-hash'));
}

/** Null if the file itself was sent, whole (200) or from where it was cut (206). */
async function refusalOf(
  response: Response,
  unfinished: string,
): Promise<Attempt<string, FetchProblem> | null> {
  const { status } = response;
  if (status === 200 || status === 206) return null;
  await response.body?.cancel();
  if (status === 404 || status === 410) return never(FetchProblem.NOT_THERE);
  // What is here is longer than what is there: it was another file.
  if (status === 416) {
    await rm(unfinished, { force: true });
    return again(FetchProblem.DAMAGED);
  }
  const mayHelp = status === 408 || status === 429 || status >= 500;
  if (!mayHelp) return never(FetchProblem.REFUSED);
  const retryAfterMs = Number(response.headers.get('retry-after')) * MS_PER_SECOND;
  return { ...again(FetchProblem.UNREACHABLE), ...(retryAfterMs > 0 && { retryAfterMs }) };
}

async function finish(
  response: Response,
  unfinished: string,
  path: string,
  startedAtByte: number,
): Promise<Attempt<string, FetchProblem>> {
  const announced = response.headers.get('content-length');
  const wantedBytes = announced === null ? null : startedAtByte + Number(announced);
  const digests = await digestFile(unfinished);
  if (wantedBytes !== null && digests.sizeBytes < wantedBytes) return again(FetchProblem.UNREACHABLE);
  const isRight =
    (wantedBytes ?? digests.sizeBytes) === digests.sizeBytes &&
    agreesWith(digests, response.headers.get('x-goog-hash'));
  if (!isRight) {
    await rm(unfinished, { force: true });
    return again(FetchProblem.DAMAGED);
  }
  await rename(unfinished, path);
  return { done: true, value: digests.sha256 };
}

function again(problem: FetchProblem): Attempt<never, FetchProblem> & { readonly done: false } {
  return { done: false, problem, again: true };
}

function never(problem: FetchProblem): Attempt<never, FetchProblem> {
  return { done: false, problem, again: false };
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
