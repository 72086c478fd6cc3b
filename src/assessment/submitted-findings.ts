import {
  badInput,
  type BodySite,
  type Duration,
  type Progression,
  type Texture,
  type CaseError,
  err,
  type FindingsUpdate,
  isNumberCode,
  isSignCode,
  type NumberFinding,
  ok,
  type Patient,
  type Result,
  type SignFinding,
  Truth,
} from '../domain';

/** Findings as a partner's system sends them. */
export interface SubmittedFindings {
  readonly bodySites?: readonly BodySite[] | null;
  readonly textures?: readonly Texture[] | null;
  readonly duration?: Duration | null;
  readonly progression?: Progression | null;
  readonly present?: readonly string[] | null;
  readonly absent?: readonly string[] | null;
  readonly measurements?: readonly { readonly code: string; readonly value: number }[] | null;
}

/**
 * The greatest value that can be true, in the number's own unit; more is a mistake of the sending system. What is computed
 * here (model_malignant, suspicion_score) is no measurement, and is taken from nobody.
 */
const MOST: Readonly<Record<string, number>> = {
  age_years: 130,
  age_days: 130 * 366,
  onset_days: 130 * 366,
  bsa_percent: 100,
  pustule_count: 10_000,
  mucosal_sites_count: 5,
  diameter_mm: 2_000,
  non_healing_weeks: 130 * 53,
  growing_weeks: 130 * 53,
  fever_days: 130 * 366,
};
const DAYS_PER_YEAR = 365;

const BECAUSE = 'the partner’s record';

/**
 * A partner's structured findings as the domain knows them. Errors: BAD_USER_INPUT naming the first code that is not in
 * the vocabulary, is of the other kind, is said to be both present and absent or to have two values, is out of bounds or
 * contradicts the age.
 */
export function submittedFindings(
  given: SubmittedFindings,
  patient: Pick<Patient, 'ageYears' | 'ageDays'>,
): Result<FindingsUpdate, CaseError> {
  const signs: Record<string, SignFinding> = {};
  for (const [field, truth] of [
    ['present', Truth.PRESENT],
    ['absent', Truth.ABSENT],
  ] as const) {
    for (const [index, code] of (given[field] ?? []).entries()) {
      const path = `findings.${field}.${index}`;
      if (!isSignCode(code)) return err(badInput(path, 'Not a sign of the findings vocabulary.'));
      if (signs[code] !== undefined && signs[code].truth !== truth) {
        return err(badInput(path, 'The same sign is said to be present and absent.'));
      }
      signs[code] = { truth, because: BECAUSE };
    }
  }
  const numbers: Record<string, NumberFinding> = {};
  for (const [index, { code, value }] of (given.measurements ?? []).entries()) {
    const path = `findings.measurements.${index}`;
    const most = isNumberCode(code) ? MOST[code] : undefined;
    if (most === undefined) return err(badInput(path, 'Not a measurement of the findings vocabulary.'));
    if (!Number.isFinite(value) || value < 0 || value > most)
      return err(badInput(path, `A measurement of this kind is a number from 0 to ${most}.`));
    if (numbers[code] !== undefined && numbers[code].value !== value)
      return err(badInput(path, 'The same measurement is given twice, with two values.'));
    if (contradictsAge(code, value, patient))
      return err(badInput(path, 'It contradicts the age of the patient.'));
    numbers[code] = { value, because: BECAUSE };
  }
  return ok({
    bodySites: given.bodySites ?? [],
    textures: given.textures ?? [],
    duration: given.duration ?? null,
    progression: given.progression ?? null,
    signs,
    numbers,
  });
}

/** Whether an age among the measurements is another one than the patient's own, of which years are completed ones. */
function contradictsAge(
  code: string,
  value: number,
  { ageYears, ageDays }: Pick<Patient, 'ageYears' | 'ageDays'>,
): boolean {
  if (code === 'age_years') return ageYears !== null && value !== ageYears;
  if (code !== 'age_days') return false;
  if (ageDays !== null) return value !== ageDays;
  return ageYears !== null && Math.floor(value / DAYS_PER_YEAR) !== ageYears;
}
