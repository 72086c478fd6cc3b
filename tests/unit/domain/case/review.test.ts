import {
  claim,
  erase,
  recordAssessment,
  recordOutcome,
  release,
  review,
  type TriageCase,
  type Urgency,
} from '../../../../src/domain';
import { accepted, contextAt, NOW, openedCase, outcomeWith, POLICY } from '../../../support/cases';

const queued = (urgency: Urgency = 'URGENT'): TriageCase =>
  accepted(recordAssessment(openedCase(), outcomeWith(urgency), POLICY, contextAt())).triageCase;
const claimed = (by = 'me'): TriageCase => {
  const triageCase = queued();
  return accepted(claim(triageCase, { by, version: triageCase.version }, contextAt())).triageCase;
};
const verdict = (triageCase: TriageCase, by = 'me') => ({
  by,
  version: triageCase.version,
  diagnosisIcd10: ['L20.9'],
  urgency: 'ROUTINE' as const,
  note: 'eczema',
});

test('a claimed case is in review and has grown by one version', () => {
  expect(claimed()).toMatchObject({ status: 'IN_REVIEW', assigneeId: 'me', version: 2 });
});

test('claiming what is mine succeeds without effect, even with the old version', () => {
  const mine = claimed();
  expect(accepted(claim(mine, { by: 'me', version: 1 }, contextAt()))).toEqual({
    triageCase: mine,
    events: [],
  });
});

test.each([
  ['a stale version', { by: 'me', version: 0 }, queued()],
  ['somebody else’s case', { by: 'other', version: 2 }, claimed()],
])('claiming %s is a conflict', (_what, command, triageCase) => {
  expect(claim(triageCase, command, contextAt())).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
});

test('a released case waits again', () => {
  const mine = claimed();
  const released = accepted(release(mine, { by: 'me', version: mine.version }, contextAt())).triageCase;
  expect(released).toMatchObject({ status: 'AWAITING_REVIEW', assigneeId: null });
});

test('a review closes the case, resolves its escalation and sets the urgency', () => {
  const mine = claimed();
  const { triageCase, events } = accepted(review(mine, verdict(mine), contextAt()));
  expect(triageCase).toMatchObject({
    status: 'CLOSED',
    urgency: 'ROUTINE',
    review: { agreedWithUrgency: false },
  });
  expect(triageCase.escalations).toMatchObject([{ status: 'RESOLVED' }]);
  expect(events.map((event) => event.kind)).toEqual(['case.reviewed', 'escalation.resolved']);
});

test('a case that was not claimed cannot be reviewed', () => {
  const waiting = queued();
  expect(review(waiting, verdict(waiting), contextAt())).toMatchObject({
    ok: false,
    error: { code: 'CONFLICT' },
  });
});

test('a closed case is assessed no more', () => {
  const mine = claimed();
  const { triageCase } = accepted(review(mine, verdict(mine), contextAt()));
  expect(recordAssessment(triageCase, outcomeWith('SOON'), POLICY, contextAt())).toMatchObject({ ok: false });
});

test('agreement with the differential goes by ICD-10 headings of its first three', () => {
  const candidate = {
    name: 'Eczema',
    icd10: ['L20'],
    probability: 0.5,
    malignantOrPremalignant: false,
    supportedBy: [],
    contradictedBy: [],
  };
  const outcome = outcomeWith('ROUTINE');
  const assessed = accepted(
    recordAssessment(
      openedCase(),
      { ...outcome, assessment: { ...outcome.assessment, differential: [candidate] } },
      POLICY,
      contextAt(),
    ),
  ).triageCase;
  const mine = accepted(claim(assessed, { by: 'me', version: 1 }, contextAt())).triageCase;
  expect(accepted(review(mine, verdict(mine), contextAt())).triageCase.review?.agreedWithDifferential).toBe(
    true,
  );
});

test('an outcome follows a review and not before', () => {
  const outcome = {
    attended: true,
    diagnosisIcd10: [],
    histologyConfirmed: false,
    note: null,
    recordedById: 'me',
    at: NOW,
  };
  expect(recordOutcome(claimed(), outcome, contextAt())).toMatchObject({
    ok: false,
    error: { code: 'CONFLICT' },
  });
  const mine = claimed();
  const closed = accepted(review(mine, verdict(mine), contextAt())).triageCase;
  expect(accepted(recordOutcome(closed, outcome, contextAt())).triageCase.outcome).toEqual(outcome);
});

test('erasure leaves number, status, dates and trail, and nothing of the patient', () => {
  const mine = claimed();
  const { triageCase, events } = accepted(
    erase(mine, { version: mine.version, reason: 'asked' }, contextAt()),
  );
  expect(triageCase).toMatchObject({
    number: mine.number,
    status: 'ERASED',
    openedAt: mine.openedAt,
    utterances: [],
    assessments: [],
    soapNote: null,
    explanation: null,
    findings: { signs: {}, numbers: {}, chiefComplaint: null },
  });
  expect(events.at(-1)?.kind).toBe('case.erased');
  expect(accepted(erase(triageCase, { version: 0, reason: 'again' }, contextAt())).events).toEqual([]);
});
