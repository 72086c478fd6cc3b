import { urgencyRank } from '../../../src/domain';
import { type Figure } from '../bootstrap';
import { wilson } from '../wilson';
import { type CaseOutcome, type JudgedView } from './outcome';

/** How the two sources agree where the model's view was accepted. */
export interface Agreement {
  readonly compared: number;
  readonly sameFirst: Figure | null;
  readonly sameUrgency: Figure | null;
  readonly raised: Figure | null;
  /** Ids of cases whose urgency is lower with the model's view than without: the guard holds that there are none. */
  readonly lowered: readonly string[];
}

interface Pair {
  readonly id: string;
  readonly evidence: JudgedView;
  readonly view: JudgedView;
}

/** Only of cases whose view was accepted: elsewhere the EVIDENCE stands, and agrees with itself. */
export function agreementOf(cases: readonly CaseOutcome[]): Agreement {
  const pairs = cases.flatMap(({ id, evidence, model }): Pair[] =>
    model === null || model.view === null ? [] : [{ id, evidence, view: model.view }],
  );
  const shareOf = (holds: (pair: Pair) => boolean): Figure | null =>
    wilson(pairs.filter(holds).length, pairs.length);
  return {
    compared: pairs.length,
    sameFirst: shareOf(({ evidence, view }) => evidence.ranked[0] === view.ranked[0]),
    sameUrgency: shareOf((pair) => stepsUp(pair) === 0),
    raised: shareOf((pair) => stepsUp(pair) > 0),
    lowered: pairs.filter((pair) => stepsUp(pair) < 0).map(({ id }) => id),
  };
}

function stepsUp({ evidence, view }: Pair): number {
  return urgencyRank(view.urgency) - urgencyRank(evidence.urgency);
}
