import { type Findings } from './findings';

/** From this age on somebody is an adult. */
export const ADULT_FROM_YEARS = 18;
const DAYS_PER_YEAR = 365.25;

/** The patient's age in completed years; null where nobody said. */
export function completedYears({ numbers }: Pick<Findings, 'numbers'>): number | null {
  const years = numbers['age_years']?.value;
  if (years !== undefined) return years;
  const days = numbers['age_days']?.value;
  return days === undefined ? null : Math.floor(days / DAYS_PER_YEAR);
}
