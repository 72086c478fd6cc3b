import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { SECOND_MS } from './units';

/** What the rooms report of the language model's calls. */
export interface ModelMetrics {
  /** A call that was sent has ended. `cost`: in the currency of the prices that are set. */
  onCall(
    this: void,
    call: {
      readonly outcome: string;
      readonly latencyMs: number;
      readonly inputTokens: number | null;
      readonly outputTokens: number | null;
      readonly cost: number;
    },
  ): void;
  /** Why the guard refused an answer, or what it did to one. */
  onGuard(this: void, reason: string): void;
  /** Nobody is asked for now, or somebody is again. */
  onCircuit(this: void, isOpen: boolean): void;
}

/** From a small model on a card to what nobody waits for. */
const DURATION_BUCKETS_S = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120];

export function createModelMetrics(registry: Registry): ModelMetrics {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const calls = counter('paa_model_calls_total', 'Calls of the language model, by how they ended.', [
    'outcome',
  ]);
  const tokens = counter('paa_model_tokens_total', 'Tokens, as the server counts them.', ['direction']);
  const cost = counter('paa_model_cost_total', 'What the tokens cost at the prices that are set.', []);
  const guard = counter('paa_model_guard_total', 'Why answers were refused, or what was done to them.', [
    'reason',
  ]);
  const seconds = new Histogram({
    name: 'paa_model_seconds',
    help: 'How long a call took.',
    buckets: DURATION_BUCKETS_S,
    registers,
  });
  const circuit = new Gauge({
    name: 'paa_model_breaker_open',
    help: 'Processes that ask nobody for now, because nobody answered.',
    registers,
  });
  return {
    onCall(call) {
      calls.inc({ outcome: call.outcome });
      seconds.observe(call.latencyMs / SECOND_MS);
      tokens.inc({ direction: 'input' }, call.inputTokens ?? 0);
      tokens.inc({ direction: 'output' }, call.outputTokens ?? 0);
      cost.inc(call.cost);
    },
    onGuard: (reason) => guard.inc({ reason }),
    onCircuit: (isOpen) => circuit.set(isOpen ? 1 : 0),
  };
}
