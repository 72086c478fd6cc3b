import { LesionTruth } from '../../../scripts/score/labelled-cases';
import { calibration, curve, operatingPoint } from '../../../scripts/eval/safety/lesion-figures';
import { Column, type JudgedLesion } from '../../../scripts/eval/safety/lesions';
import { NO_FINDINGS } from '../../../src/domain';

function lesion(patientId: string, truth: LesionTruth, score: number, byRules = false): JudgedLesion {
  const isFlagged = {
    [Column.RULES]: byRules,
    [Column.SCORE]: score >= 0.5,
    [Column.ANSWERS]: byRules || score >= 0.5,
    [Column.RULES_AND_SCORE]: byRules || score >= 0.5,
    [Column.BOTH]: byRules || score >= 0.5,
  };
  const referenceCase = {
    sourceId: patientId,
    caseId: patientId,
    patientId,
    conditions: [],
    fitzpatrickSkinType: null,
    findings: NO_FINDINGS,
    patient: { ageYears: 50, sexAtBirth: null },
    pictures: [],
  };
  return {
    case: {
      patientId,
      referenceCase,
      hasPicture: false,
      evidence: { byPicture: [], byFindings: [] },
      ageYears: 50,
      findings: NO_FINDINGS,
      picture: null,
      condition: 'x',
      truth,
      isMalignant: truth === LesionTruth.MALIGNANT,
    },
    isFlagged,
    score,
  };
}

const lesions = [
  lesion('a', LesionTruth.MALIGNANT, 0.9),
  lesion('b', LesionTruth.MALIGNANT, 0.2, true),
  lesion('c', LesionTruth.MALIGNANT, 0.3),
  lesion('d', LesionTruth.BENIGN, 0.1),
  lesion('e', LesionTruth.BENIGN, 0.6),
  lesion('f', LesionTruth.PREMALIGNANT, 0.9),
];

it('counts premalignant lesions in neither', () => {
  const { sensitivity, specificity, melanomas } = operatingPoint(lesions, Column.BOTH);
  expect(sensitivity?.value).toBeCloseTo(2 / 3);
  expect(specificity?.value).toBeCloseTo(1 / 2);
  expect(melanomas).toBeNull();
});

it('the curve ends where everything is flagged, and what the rules flag is flagged at every threshold', () => {
  const points = curve(lesions);
  expect(points[0]).toEqual({ threshold: 0.9, sensitivity: 2 / 3, specificity: 1 });
  expect(points.at(-1)).toEqual({ threshold: 0.1, sensitivity: 1, specificity: 0 });
  const sensitivities = points.map(({ sensitivity }) => sensitivity);
  expect([...sensitivities].sort((a, b) => a - b)).toEqual(sensitivities);
});

it('the calibration holds what was said against what was so', () => {
  expect(calibration(lesions)).toContainEqual({ meanScore: 0.9, malignantShare: 1, lesions: 1 });
  expect(calibration(lesions).reduce((sum, bin) => sum + bin.lesions, 0)).toBe(5);
});
