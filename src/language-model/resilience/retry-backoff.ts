import { ExponentialBackoff, type IBackoff, type IBackoffFactory } from 'cockatiel';

interface BackoffOptions<Context> {
  /** Around which the first wait lies. */
  readonly initialMs: number;
  readonly maxMs: number;
  /** What a server asked to wait, of the failure that a context is about; 0 if nothing. */
  readonly askedMs: (context: Context) => number;
}

/** Decorrelated jitter, so that many who failed together do not come back together; and never sooner than was asked. */
export function createRetryBackoff<Context>(options: BackoffOptions<Context>): IBackoffFactory<Context> {
  const { initialMs, maxMs, askedMs } = options;
  const jitter = new ExponentialBackoff({ initialDelay: initialMs, maxDelay: maxMs });
  const wait = (drawn: IBackoff<unknown>, context: Context): IBackoff<Context> => ({
    duration: Math.max(drawn.duration, askedMs(context)),
    next: (later) => wait(drawn.next(undefined), later),
  });
  return { next: (context) => wait(jitter.next(), context) };
}
