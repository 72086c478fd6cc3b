import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleType,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { failure, NotSent } from '../failures';
import { ModelFailureKind, type ModelFailure } from '../wire';
import { AskFailed } from './ask-failed';

export interface CircuitOptions {
  /** Requests in a row, none of them answered, after which nobody is asked for a while. */
  readonly failures: number;
  /** Until one request may try whether the server is back. */
  readonly halfOpenAfterMs: number;
}

export interface Circuit {
  readonly policy: CircuitBreakerPolicy;
  /** What becomes of a question while the circuit is open. */
  openFailure(): ModelFailure;
}

const OUTAGES: ReadonlySet<ModelFailureKind> = new Set([
  ModelFailureKind.UNAVAILABLE,
  ModelFailureKind.TIMEOUT,
]);

/** A server that refuses, or answers nonsense, is there: it is silence that opens the circuit. */
export function createCircuit(options: CircuitOptions, onChange: (isOpen: boolean) => void): Circuit {
  const { failures, halfOpenAfterMs } = options;
  let halfOpenAtMs = 0;
  const policy: CircuitBreakerPolicy = circuitBreaker(
    // Whoever tried for all of us, and was called away, has not found out that the server is back.
    handleType(
      AskFailed,
      ({ failure: { kind } }) =>
        OUTAGES.has(kind) || (kind === ModelFailureKind.CANCELLED && policy.state === CircuitState.HalfOpen),
    ),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(failures) },
  );
  policy.onBreak(() => {
    halfOpenAtMs = Date.now() + halfOpenAfterMs;
    onChange(true);
  });
  policy.onReset(() => onChange(false));
  return {
    policy,
    openFailure: () =>
      failure(ModelFailureKind.UNAVAILABLE, NotSent.CIRCUIT_OPEN, Math.max(0, halfOpenAtMs - Date.now())),
  };
}
