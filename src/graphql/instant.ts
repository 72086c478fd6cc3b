/** The years that ISO 8601 writes with four digits and PostgreSQL knows without a sign. */
const FIRST_YEAR = 1;
const LAST_YEAR = 9999;

/** Whether an instant can be stored and written; an invalid date cannot. */
export function isStorable(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** Whether a text is an instant in the one spelling that this API gives out, e.g. 2026-01-01T00:00:00.000Z. */
export function isInstant(text: string): boolean {
  const instant = new Date(text);
  return isStorable(instant) && instant.toISOString() === text;
}
