import { acknowledgeEscalation, raiseUrgency, type TriageCase, type Urgency } from '../../../../src/domain';
import { accepted, contextAt, NOW, openedCase, POLICY, redFlag, TIMES } from '../../../support/cases';

const raise = (triageCase: TriageCase, urgency: Urgency, at = NOW) =>
  raiseUrgency(triageCase, { urgency, reasons: [redFlag(urgency)] }, POLICY, contextAt(at));

test('SOON raises an escalation to be acknowledged within its time', () => {
  const { triageCase, events } = raise(openedCase(), 'SOON');
  expect(triageCase.escalations).toMatchObject([
    { urgency: 'SOON', status: 'OPEN', tier: 1, acknowledgeBy: new Date(NOW.getTime() + TIMES.SOON) },
  ]);
  expect(events.map((event) => event.kind)).toEqual(['urgency.raised', 'escalation.raised']);
});

test('ROUTINE raises none', () => {
  expect(raise(openedCase(), 'ROUTINE').triageCase.escalations).toEqual([]);
});

test('the same urgency again is the same escalation, not another event', () => {
  const once = raise(openedCase(), 'URGENT').triageCase;
  const twice = raise(once, 'URGENT');
  expect(twice.triageCase.escalations).toEqual(once.escalations);
  expect(twice.events).toEqual([]);
});

test('a greater urgency opens an acknowledged escalation again and keeps its reasons', () => {
  const soon = raise(openedCase(), 'SOON').triageCase;
  const escalationId = soon.escalations[0]?.id ?? '';
  const answered = accepted(
    acknowledgeEscalation(soon, { escalationId, by: 'r', note: null }, contextAt()),
  ).triageCase;
  const { triageCase, events } = raise(answered, 'EMERGENCY');
  expect(triageCase.escalations).toMatchObject([
    { id: escalationId, urgency: 'EMERGENCY', status: 'OPEN', acknowledgedById: null },
  ]);
  expect(triageCase.escalations[0]?.reasons.map((reason) => reason.code)).toEqual([
    'RULE_EMERGENCY',
    'RULE_SOON',
  ]);
  expect(events.at(-1)?.escalation).toMatchObject({ kind: 'RAISED', urgency: 'EMERGENCY' });
});

test('the first to acknowledge stays', () => {
  const open = raise(openedCase(), 'URGENT').triageCase;
  const escalationId = open.escalations[0]?.id ?? '';
  const first = accepted(
    acknowledgeEscalation(open, { escalationId, by: 'first', note: 'on my way' }, contextAt()),
  );
  const second = accepted(
    acknowledgeEscalation(first.triageCase, { escalationId, by: 'second', note: null }, contextAt()),
  );
  expect(second.triageCase.escalations[0]).toMatchObject({ acknowledgedById: 'first', note: 'on my way' });
  expect(second.events).toEqual([]);
});

test('an escalation of another case is not found', () => {
  const decision = acknowledgeEscalation(
    openedCase(),
    { escalationId: 'x', by: 'r', note: null },
    contextAt(),
  );
  expect(decision).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});
