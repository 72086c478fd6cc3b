import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  handleType,
  type IRetryBackoffContext,
  retry,
  type RetryPolicy,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { err, type Result } from '../../domain';
import { CANCELLED, failure, NotSent } from '../failures';
import { ABORTED, untilAborted } from '../until-aborted';
import {
  ModelFailureKind,
  type ModelFailure,
  type ModelQuestion,
  type ModelReply,
  type ModelWire,
} from '../wire';
import { AskFailed } from './ask-failed';
import { createCircuit, type CircuitOptions } from './circuit';
import { createRetryBackoff } from './retry-backoff';

export interface ResilienceOptions {
  /** For one request; over it the outcome is TIMEOUT. */
  readonly timeoutMs: number;
  /** Requests in flight at once. */
  readonly maxConcurrent: number;
  /** Those that wait for their turn; more are BUSY at once. */
  readonly maxQueued?: number;
  /** After the first request, of what is UNAVAILABLE or BUSY. */
  readonly retries?: number;
  /** Around which the first wait lies. */
  readonly firstRetryMs?: number;
  readonly breaker?: CircuitOptions;
  readonly onEvent?: (event: ResilienceEvent) => void;
}

/** For metrics. */
export interface ResilienceEvent {
  readonly kind: 'breaker';
  /** Nobody is asked for now. */
  readonly open: boolean;
}

const MAX_QUEUED = 64;
const RETRIES = 2;
const FIRST_RETRY_MS = 500;
const BREAKER: CircuitOptions = { failures: 5, halfOpenAfterMs: 10_000 };
/** Whoever is to wait longer is told so, and keeps nobody from his turn meanwhile. */
const MAX_WAIT_MS = 5000;
const PASSES: ReadonlySet<ModelFailureKind> = new Set([ModelFailureKind.UNAVAILABLE, ModelFailureKind.BUSY]);

const TOO_MANY = failure(ModelFailureKind.BUSY, NotSent.TOO_MANY);

type Outcome = Result<ModelReply, ModelFailure>;

/**
 * The same wire, patient within limits: a time for each request, few of them at once, another try for what passes, and
 * none for a while when nobody answers. An aborted signal ends it at once, whichever of these it is in.
 */
export function withResilience(wire: ModelWire, options: ResilienceOptions): ModelWire {
  const { timeoutMs, maxConcurrent, maxQueued = MAX_QUEUED, breaker = BREAKER, onEvent } = options;
  const circuit = createCircuit(breaker, (open) => onEvent?.({ kind: 'breaker', open }));
  // From the outside in: whoever waits to try again lets others have the turn, and asks the circuit when it is his.
  const policy = wrap(retryPolicy(options), bulkhead(maxConcurrent, maxQueued), circuit.policy);
  const askInTime = withTimeout(wire, timeoutMs);

  async function askPatiently(question: ModelQuestion, signal: AbortSignal): Promise<Outcome> {
    let lastSent: ModelFailure | null = null;
    try {
      return await policy.execute(async (context) => {
        const outcome = await askInTime(question, context.signal);
        if (outcome.ok) return outcome;
        lastSent = outcome.error;
        throw new AskFailed(outcome.error);
      }, signal);
    } catch (error) {
      if (error instanceof AskFailed) return err(error.failure);
      // The circuit may open between two tries of one question: then the first tells more.
      if (error instanceof BrokenCircuitError) return err(lastSent ?? circuit.openFailure());
      if (error instanceof BulkheadRejectedError) return err(lastSent ?? TOO_MANY);
      if (error instanceof TaskCancelledError) return err(CANCELLED);
      throw error;
    }
  }

  return {
    modelName: wire.modelName,
    async ask(question, signal) {
      // Neither a queue nor a wait between two tries looks at the signal by itself.
      const outcome = await untilAborted(askPatiently(question, signal), signal);
      return outcome === ABORTED ? err(CANCELLED) : outcome;
    },
  };
}

function withTimeout(wire: ModelWire, timeoutMs: number): ModelWire['ask'] {
  const policy = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  const late = err(failure(ModelFailureKind.TIMEOUT, `over ${timeoutMs} ms`));
  return async (question, signal) => {
    try {
      const outcome = await policy.execute((context) => wire.ask(question, context.signal), signal);
      if (outcome.ok || outcome.error.kind !== ModelFailureKind.CANCELLED) return outcome;
    } catch (error) {
      if (!(error instanceof TaskCancelledError)) throw error;
    }
    // The wire's signal was aborted: by the caller's, or because the time was up.
    return signal.aborted ? err(CANCELLED) : late;
  };
}

function retryPolicy(options: ResilienceOptions): RetryPolicy {
  const { retries = RETRIES, firstRetryMs = FIRST_RETRY_MS } = options;
  const passesSoon = handleType(
    AskFailed,
    ({ failure: { kind, retryAfterMs } }) => PASSES.has(kind) && (retryAfterMs ?? 0) <= MAX_WAIT_MS,
  );
  return retry(passesSoon, {
    maxAttempts: retries,
    backoff: createRetryBackoff<IRetryBackoffContext<unknown>>({
      initialMs: firstRetryMs,
      maxMs: MAX_WAIT_MS,
      askedMs: ({ result }) => {
        const error = 'error' in result ? result.error : null;
        return error instanceof AskFailed ? (error.failure.retryAfterMs ?? 0) : 0;
      },
    }),
  });
}
