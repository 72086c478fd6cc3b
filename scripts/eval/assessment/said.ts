import { z } from 'zod';
import { type ModelCall } from '../../../src/assessment/model/model-call';
import { ModelCallOutcome } from '../../../src/assessment/model/model-call-outcome';
import { type Heard } from '../../../src/assessment/model/put-question';
import { Urgency } from '../../../src/domain';

const texts = z.array(z.string());

export const saidSchema = z.object({
  /** Parsed and not guarded; null where nothing could be read. */
  view: z
    .object({
      candidates: z.array(
        z.object({
          name: z.string(),
          probability: z.number(),
          supportedBy: texts,
          contradictedBy: texts,
        }),
      ),
      urgency: z.enum(Urgency),
      rationale: z.string(),
      wouldChange: texts,
    })
    .nullable(),
  /** Without a view: how it ended, with the codes of the last call. */
  outcome: z.enum(ModelCallOutcome),
  reasons: texts,
  /** Whether a second call was needed to get the form right. */
  isRepaired: z.boolean(),
  /** Of all its calls together. */
  latencyMs: z.number(),
  /** Null where the server does not count. */
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
});

/** What the model said to one question, before anybody judged it, and what that took. */
export type Said = Readonly<z.infer<typeof saidSchema>>;

/** What is worth keeping of a question and its calls. */
export function saidOf({ result, calls }: Heard): Said {
  const spent = {
    isRepaired: result.ok && calls.length > 1,
    latencyMs: sumOf(calls, ({ latencyMs }) => latencyMs) ?? 0,
    inputTokens: sumOf(calls, ({ inputTokens }) => inputTokens),
    outputTokens: sumOf(calls, ({ outputTokens }) => outputTokens),
  };
  if (!result.ok) {
    const reasons = [...(calls.at(-1)?.reasons ?? [])];
    return { ...spent, view: null, outcome: result.error.outcome, reasons };
  }
  const { candidates, urgency, rationale, wouldChange } = result.value;
  const view = {
    candidates: candidates.map((candidate) => ({
      ...candidate,
      supportedBy: [...candidate.supportedBy],
      contradictedBy: [...candidate.contradictedBy],
    })),
    urgency,
    rationale,
    wouldChange: [...wouldChange],
  };
  return { ...spent, view, outcome: ModelCallOutcome.ACCEPTED, reasons: [] };
}

/** Null where nobody counted. */
function sumOf(calls: readonly ModelCall[], valueOf: (call: ModelCall) => number | null): number | null {
  const counted = calls.flatMap((call) => valueOf(call) ?? []);
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0);
}
