import {
  acknowledgeEscalation,
  type CaseChange,
  climb,
  erase,
  type Escalation,
  raiseUrgency,
  stepsBegunBy,
  type TriageCase,
  type Urgency,
} from '../../../../src/domain';
import { accepted, contextAt, NOW, openedCase, POLICY, redFlag, TIMES } from '../../../support/cases';

const BEHIND = { policy: POLICY, hasRegionalPool: true };
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

const raise = (triageCase: TriageCase, urgency: Urgency, at = NOW): CaseChange =>
  raiseUrgency(triageCase, { urgency, reasons: [redFlag(urgency)] }, POLICY, contextAt(at));

function stepOf(change: CaseChange) {
  const [step] = stepsBegunBy(change);
  if (step === undefined) throw new Error('Nothing is waited for.');
  return step;
}

function climbFrom(change: CaseChange, behind = BEHIND): CaseChange {
  const step = stepOf(change);
  return accepted(climb(change.triageCase, step, behind, contextAt(step.acknowledgeBy)));
}

const escalationOf = ({ triageCase }: CaseChange): Escalation | undefined => triageCase.escalations[0];

test('a step begins with the escalation and runs out when it is to be acknowledged', () => {
  const raised = raise(openedCase(), 'EMERGENCY');
  const { id, tier } = escalationOf(raised) ?? {};
  expect(stepsBegunBy(raised)).toEqual([
    { caseId: raised.triageCase.id, escalationId: id, tier, acknowledgeBy: later(TIMES.EMERGENCY) },
  ]);
  expect(stepsBegunBy(raise(raised.triageCase, 'URGENT'))).toEqual([]);
});

test('it climbs from the facility to the region to the platform, and is reminded there for as long as it takes', () => {
  const tiers: (number | undefined)[] = [];
  let change = raise(openedCase(), 'EMERGENCY');
  for (let step = 1; step <= 4; step += 1) {
    change = climbFrom(change);
    expect(change.events).toMatchObject([
      { kind: 'escalation.reminded', escalation: { kind: 'REMINDED', status: 'OPEN' } },
    ]);
    expect(escalationOf(change)?.acknowledgeBy).toEqual(later((step + 1) * TIMES.EMERGENCY));
    tiers.push(escalationOf(change)?.tier);
  }
  expect(tiers).toEqual([2, 3, 3, 3]);
});

test('a region without a pool is left out', () => {
  const climbed = climbFrom(raise(openedCase(), 'URGENT'), { ...BEHIND, hasRegionalPool: false });
  expect(escalationOf(climbed)?.tier).toBe(3);
});

test('climbing the same step twice climbs once', () => {
  const raised = raise(openedCase(), 'URGENT');
  const climbed = climbFrom(raised);
  const again = accepted(climb(climbed.triageCase, stepOf(raised), BEHIND, contextAt(later(1))));
  expect(again).toEqual({ triageCase: climbed.triageCase, events: [] });
});

test('what somebody answered does not climb', () => {
  const raised = raise(openedCase(), 'URGENT');
  const { escalationId } = stepOf(raised);
  const answered = accepted(
    acknowledgeEscalation(raised.triageCase, { escalationId, by: 'r', note: null }, contextAt()),
  );
  expect(stepsBegunBy(answered)).toEqual([]);
  const climbed = accepted(climb(answered.triageCase, stepOf(raised), BEHIND, contextAt()));
  expect(climbed.events).toEqual([]);
});

test('what somebody answered is asked anew when it grows worse, of all who were asked', () => {
  const climbed = climbFrom(raise(openedCase(), 'SOON'));
  const { escalationId } = stepOf(climbed);
  const answer = { escalationId, by: 'r', note: 'seen' };
  const answered = accepted(acknowledgeEscalation(climbed.triageCase, answer, contextAt()));
  const worse = raise(answered.triageCase, 'EMERGENCY', later(1));
  expect(worse.triageCase.escalations).toMatchObject([
    { id: escalationId, tier: 2, status: 'OPEN', acknowledgedById: null, acknowledgedAt: null, note: null },
  ]);
  expect(stepOf(worse)).toMatchObject({ tier: 2, acknowledgeBy: later(1 + TIMES.EMERGENCY) });
});

test('a case that was erased climbs no more', () => {
  const raised = raise(openedCase(), 'EMERGENCY');
  const { version } = raised.triageCase;
  const erased = accepted(erase(raised.triageCase, { version, reason: 'asked for' }, contextAt()));
  expect(stepsBegunBy(erased)).toEqual([]);
  expect(accepted(climb(erased.triageCase, stepOf(raised), BEHIND, contextAt())).events).toEqual([]);
});

test('raised again, an earlier step is over, and whoever was asked before is asked again', () => {
  const climbed = climbFrom(raise(openedCase(), 'SOON'));
  const worse = raise(climbed.triageCase, 'EMERGENCY', later(1));
  expect(escalationOf(worse)).toMatchObject({ tier: 2, urgency: 'EMERGENCY', status: 'OPEN' });
  const stale = accepted(climb(worse.triageCase, stepOf(climbed), BEHIND, contextAt()));
  expect(stale.events).toEqual([]);
  expect(escalationOf(climbFrom(worse))?.tier).toBe(3);
});
