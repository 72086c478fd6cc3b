import { type SeededRandom } from '../seeded-random';
import { type PersistentCaller } from './api-calls';
import { type EscalationEvent } from './stream-lines';

const ACKNOWLEDGE = `mutation ($id: ID!) {
  acknowledgeEscalation(input: { escalationId: $id, note: "On my way." }) { status }
}`;
/** Of the escalations, those that nobody answers before their ladder has climbed: half of them to the top. */
const SHARE_LEFT_WAITING = 0.3;
const TOP_TIER = 3;

/** Answer what they hear of, some of it late. */
export interface Responders {
  readonly onEvent: (event: EscalationEvent) => void;
  /** Escalations heard of and not answered yet. */
  waiting(): number;
  /** Rejects when an answer was refused for good. */
  readonly failed: Promise<never>;
}

export interface RespondersOptions {
  readonly caller: PersistentCaller;
  readonly token: string;
  readonly random: SeededRandom;
  /** Whether escalations climb while they wait; if not, each is answered at once. */
  readonly climbs: boolean;
}

export function startResponders({ caller, token, random, climbs }: RespondersOptions): Responders {
  /** From which tier on an escalation is answered. */
  const answeredFrom = new Map<string, number>();
  const unanswered = new Set<string>();
  let fail: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));

  function chooseTier(): number {
    if (!climbs || random.next() >= SHARE_LEFT_WAITING) return 1;
    return random.next() < 0.5 ? 2 : TOP_TIER;
  }

  async function acknowledge(id: string): Promise<void> {
    await caller.ask(token, ACKNOWLEDGE, { id });
    unanswered.delete(id);
  }

  return {
    failed,
    waiting: () => unanswered.size,
    onEvent({ escalation: { id }, tier, status }) {
      if (!answeredFrom.has(id)) {
        answeredFrom.set(id, chooseTier());
        unanswered.add(id);
      }
      const isDue = tier >= (answeredFrom.get(id) ?? 1);
      if (status === 'OPEN' && isDue) acknowledge(id).catch(fail);
    },
  };
}
