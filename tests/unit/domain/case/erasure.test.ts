import { acknowledgeEscalation, erase, recordAssessment } from '../../../../src/domain';
import { accepted, contextAt, openedCase, outcomeWith, POLICY } from '../../../support/cases';

test('of an escalation nothing stays that the patient or the responder said', () => {
  const urgent = accepted(
    recordAssessment(openedCase(), outcomeWith('URGENT'), POLICY, contextAt()),
  ).triageCase;
  const escalation = urgent.escalations[0];
  const answered = accepted(
    acknowledgeEscalation(
      urgent,
      { escalationId: escalation?.id ?? '', by: 'responder', note: 'spoke to her mother' },
      contextAt(),
    ),
  ).triageCase;

  const erased = accepted(
    erase(answered, { version: answered.version, reason: 'asked' }, contextAt()),
  ).triageCase;

  expect(erased.escalations).toMatchObject([
    { status: 'RESOLVED', reasons: [], note: null, urgency: 'URGENT' },
  ]);
});
