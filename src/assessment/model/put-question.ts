import { err, type ModelView, ok, type Result } from '../../domain';
import {
  isSent,
  type ModelFailure,
  ModelFailureKind,
  type ModelQuestion,
  type ModelReply,
  type ModelWire,
  parseAnswer,
  repairQuestion,
} from '../../language-model';
import { type Clock } from '../../time';
import { type ModelCall } from './model-call';
import { ModelCallOutcome } from './model-call-outcome';

/** Why there is no view, and whether asking again may help. */
export interface Silence {
  readonly outcome: Exclude<ModelCallOutcome, 'ACCEPTED' | 'REFUSED_BY_GUARD'>;
  readonly isTransient: boolean;
  /** What the server asked to wait; null where it asked nothing. */
  readonly retryAfterMs: number | null;
}

/** What came of one question. */
export interface Heard {
  readonly result: Result<ModelView, Silence>;
  /** Those that were sent, the question's before its repair's. Of a view the last says ACCEPTED: no guard has looked yet. */
  readonly calls: readonly ModelCall[];
}

/** Nobody was asked: no model is configured, or none may be. */
export const NOBODY_ASKED: Heard = {
  result: err({ outcome: ModelCallOutcome.UNAVAILABLE, isTransient: false, retryAfterMs: null }),
  calls: [],
};

/**
 * Asks one question and reads the answer, strictly; what cannot be read is asked to be written once more. An outage is an
 * answer, too: it never rejects for one.
 */
export async function putQuestion(
  { wire, clock }: { readonly wire: ModelWire; readonly clock: Clock },
  question: ModelQuestion,
  signal: AbortSignal,
): Promise<Heard> {
  const first = await send({ wire, clock }, question, signal);
  if (!first.reply.ok) return silentAfter(first.calls, first.reply.error);
  const read = parseAnswer(first.reply.value.text);
  if (read.ok) return { result: read, calls: first.calls };

  const unread = first.calls.map((call) => asUnparseable(call, read.error.code));
  const again = repairQuestion(question, first.reply.value.text, read.error);
  const second = await send({ wire, clock }, again, signal);
  if (!second.reply.ok) return silentAfter([...unread, ...second.calls], second.reply.error);
  const reread = parseAnswer(second.reply.value.text);
  if (reread.ok) return { result: reread, calls: [...unread, ...second.calls] };
  return {
    result: err(UNREADABLE),
    calls: [...unread, ...second.calls.map((call) => asUnparseable(call, reread.error.code))],
  };
}

const UNREADABLE: Silence = {
  outcome: ModelCallOutcome.UNPARSEABLE,
  isTransient: false,
  retryAfterMs: null,
};

/** How each failure of the wire ends a call, and whether another try may fare better. */
const SILENCES: Readonly<Record<ModelFailureKind, Omit<Silence, 'retryAfterMs'>>> = {
  [ModelFailureKind.UNAVAILABLE]: { outcome: ModelCallOutcome.UNAVAILABLE, isTransient: true },
  [ModelFailureKind.BUSY]: { outcome: ModelCallOutcome.UNAVAILABLE, isTransient: true },
  [ModelFailureKind.TIMEOUT]: { outcome: ModelCallOutcome.TIMEOUT, isTransient: true },
  [ModelFailureKind.REFUSED]: { outcome: ModelCallOutcome.UNAVAILABLE, isTransient: false },
  [ModelFailureKind.MALFORMED]: { outcome: ModelCallOutcome.UNPARSEABLE, isTransient: false },
  [ModelFailureKind.CANCELLED]: { outcome: ModelCallOutcome.CANCELLED, isTransient: true },
};

function silentAfter(calls: readonly ModelCall[], { kind, retryAfterMs }: ModelFailure): Heard {
  return { result: err({ ...SILENCES[kind], retryAfterMs }), calls };
}

/** One call, and how it is kept: not at all if it never left the house. */
async function send(
  { wire, clock }: { readonly wire: ModelWire; readonly clock: Clock },
  question: ModelQuestion,
  signal: AbortSignal,
): Promise<{ readonly reply: Result<ModelReply, ModelFailure>; readonly calls: readonly ModelCall[] }> {
  const at = clock.now();
  const reply = await wire.ask(question, signal);
  const timed = { at, latencyMs: clock.now().getTime() - at.getTime() };
  if (reply.ok) {
    const { text: answer, inputTokens, outputTokens } = reply.value;
    const call = { ...timed, answer, inputTokens, outputTokens };
    return { reply: ok(reply.value), calls: [{ ...call, outcome: ModelCallOutcome.ACCEPTED, reasons: [] }] };
  }
  if (!isSent(reply.error)) return { reply, calls: [] };
  const { kind } = reply.error;
  const nothing = { answer: null, inputTokens: null, outputTokens: null };
  return { reply, calls: [{ ...timed, ...nothing, outcome: SILENCES[kind].outcome, reasons: [kind] }] };
}

function asUnparseable(call: ModelCall, code: string): ModelCall {
  return { ...call, outcome: ModelCallOutcome.UNPARSEABLE, reasons: [code] };
}
