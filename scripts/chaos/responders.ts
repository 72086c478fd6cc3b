import { type SeededRandom } from '../seeded-random';
import { type PersistentCaller } from './api-calls';
import { type EscalationEvent } from './watched-streams';

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
  /** The cases whose answer was confirmed. */
  acknowledged(): readonly string[];
  /** Rejects when an answer was refused for good. */
  readonly failed: Promise<never>;
}

export interface RespondersOptions {
  readonly caller: PersistentCaller;
  readonly token: string;
  readonly random: SeededRandom;
}

/** Who answers what, chance decides when it is first heard of. */
export function startResponders({ caller, token, random }: RespondersOptions): Responders {
  /** From which tier on an escalation is answered. */
  const answeredFrom = new Map<string, number>();
  const waiting = new Set<string>();
  const acknowledged: string[] = [];
  let fail: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));

  function chooseTier(): number {
    if (random.next() >= SHARE_LEFT_WAITING) return 1;
    return random.next() < 0.5 ? 2 : TOP_TIER;
  }

  async function acknowledge(id: string, caseNumber: string): Promise<void> {
    await caller.ask(token, ACKNOWLEDGE, { id });
    waiting.delete(id);
    acknowledged.push(caseNumber);
  }

  return {
    failed,
    waiting: () => waiting.size,
    acknowledged: () => acknowledged,
    onEvent({ escalation: { id }, caseNumber, tier, status }) {
      if (!answeredFrom.has(id)) {
        answeredFrom.set(id, chooseTier());
        waiting.add(id);
      }
      const isDue = tier >= (answeredFrom.get(id) ?? 1);
      if (status === 'OPEN' && isDue) acknowledge(id, caseNumber).catch(fail);
    },
  };
}
