import {
  type ConditionTable,
  type Evidence,
  type Findings,
  Malignancy,
  type PictureEvidence,
} from '../../src/domain';
import { type ReferenceCase } from '../../src/retrieval';
import { type AskedCase } from '../eval/collect-evidence';

/** What counts as what. Premalignant lesions are neither missed cancers nor false alarms: they are told apart. */
export const LesionTruth = {
  MALIGNANT: 'MALIGNANT',
  PREMALIGNANT: 'PREMALIGNANT',
  BENIGN: 'BENIGN',
} as const;
export type LesionTruth = (typeof LesionTruth)[keyof typeof LesionTruth];

/** A reference case as if it were a patient's, with the truth about it. */
export interface LabelledCase {
  readonly patientId: string;
  readonly referenceCase: ReferenceCase;
  readonly hasPicture: boolean;
  readonly evidence: Evidence;
  readonly ageYears: number;
  /** With the age among the numbers, as the API would have it. */
  readonly findings: Findings;
  readonly picture: PictureEvidence | null;
  readonly condition: string;
  readonly truth: LesionTruth;
  readonly isMalignant: boolean;
}

/** Cases without a label or an age are left out. */
export function labelledCases(asked: readonly AskedCase[], table: ConditionTable): LabelledCase[] {
  return asked.flatMap(({ referenceCase, hasPicture, picture, evidence }) => {
    const heaviest = [...referenceCase.conditions].sort((a, b) => b.weight - a.weight)[0];
    const ageYears = referenceCase.patient?.ageYears ?? null;
    if (heaviest === undefined || ageYears === null) return [];
    const facts = table.find(heaviest.name);
    const truth = truthOf(facts.malignancy);
    const { findings } = referenceCase;
    return {
      patientId: referenceCase.patientId,
      referenceCase,
      hasPicture,
      evidence,
      ageYears,
      findings: {
        ...findings,
        numbers: { ...findings.numbers, age_years: { value: ageYears, because: 'age' } },
      },
      picture,
      condition: facts.name,
      truth,
      isMalignant: truth === LesionTruth.MALIGNANT,
    };
  });
}

/** In-situ cancers count as malignant; a condition that nobody classified as benign. */
export function truthOf(malignancy: Malignancy | null): LesionTruth {
  if (malignancy === Malignancy.MALIGNANT || malignancy === Malignancy.IN_SITU) return LesionTruth.MALIGNANT;
  return malignancy === Malignancy.PREMALIGNANT ? LesionTruth.PREMALIGNANT : LesionTruth.BENIGN;
}
