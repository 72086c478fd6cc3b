import { type ModelCandidate, type ModelView, Urgency } from '../../src/domain';
import { factsInQuestion } from './facts-in-question';

const MOST_CANDIDATES = 3;
/** Where the question names no evidence: the head of its closed list. */
const PROBABILITIES_OF_HEAD = [0.4, 0.25, 0.1];
/** Where it names no list either. */
const LAST_RESORT = 'Eczema';

/**
 * An answer that nothing is wrong with, computed from the question and from no medicine: the evidence's own candidates, a
 * little less sure. The same question, the same answer.
 */
export function goodAnswer(question: string): ModelView {
  return {
    candidates: goodCandidates(question),
    urgency: Urgency.ROUTINE,
    rationale: 'This answer comes from a loopback server. It repeats what the evidence suggests.',
    wouldChange: ['Whether the spot has grown or bled since it was first seen.'],
  };
}

function goodCandidates(question: string): ModelCandidate[] {
  const { conditions, candidates } = factsInQuestion(question);
  const suggested = candidates
    .filter(({ name }) => conditions.length === 0 || conditions.includes(name))
    .map(({ name, probability }) => ({ name, probability: Math.round(90 * probability) / 100 }));
  const head = (conditions.length > 0 ? conditions : [LAST_RESORT]).map((name, index) => ({
    name,
    probability: PROBABILITIES_OF_HEAD[index] ?? 0,
  }));
  return (suggested.length > 0 ? suggested : head).slice(0, MOST_CANDIDATES).map((candidate) => ({
    ...candidate,
    supportedBy: ['It stands among the candidates of the evidence.'],
    contradictedBy: ['No reference case was looked at.'],
  }));
}
