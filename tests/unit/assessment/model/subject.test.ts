import { glanceOf, Standing, standingOf } from '../../../../src/assessment/model/subject';
import {
  type CaseStatus,
  ConsentKind,
  recordAssessment,
  type TriageCase,
  Urgency,
} from '../../../../src/domain';
import { accepted, contextAt, outcomeWith, picturedCase, POLICY } from '../../../support/cases';

const context = contextAt();
const assessed = accepted(
  recordAssessment(withCare(picturedCase(context)), outcomeWith(Urgency.ROUTINE), POLICY, context),
).triageCase;
const assessmentId = assessed.assessments[0]?.id ?? '';
const shown = { caseId: assessed.id, assessmentId, imageId: 'image' };
const standing = (changed: Partial<TriageCase>, subject = shown) =>
  standingOf(subject, glanceOf({ ...assessed, ...changed }));

function withCare(triageCase: TriageCase, granted = true): TriageCase {
  const [consent] = triageCase.consents;
  if (consent === undefined) throw new Error('The case has no consent to copy.');
  const care = { ...consent, id: `care ${granted}`, kind: ConsentKind.CARE, granted };
  return { ...triageCase, consents: [...triageCase.consents, care] };
}

it('waits for an answer about the latest assessment, whether or not a clinician has taken the case up', () => {
  expect(standing({})).toBe(Standing.STANDS);
  expect(standing({ status: 'IN_REVIEW' })).toBe(Standing.STANDS);
});

it.each<CaseStatus>(['CLOSED', 'ERASED', 'ASSESSING', 'INTAKE'])('waits for none when it is %s', (status) => {
  expect(standing({ status })).toBe(Standing.SUPERSEDED);
});

it('waits for none about an assessment that has a successor', () => {
  const [first] = assessed.assessments;
  if (first === undefined) throw new Error('There is no assessment.');
  const assessments = [first, { ...first, id: 'second', revision: 2 }];
  expect(standing({ assessments })).toBe(Standing.SUPERSEDED);
});

it('tells what consent was taken back', () => {
  expect(standing(withCare(assessed, false))).toBe(Standing.CARE_WITHDRAWN);
  const images = assessed.images.map((image) => ({ ...image, mediaKey: null }));
  expect(standing({ images })).toBe(Standing.PICTURE_WITHDRAWN);
  expect(standingOf({ ...shown, imageId: null }, glanceOf({ ...assessed, images }))).toBe(Standing.STANDS);
});
