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

const BECAUSE = 'the partner’s record';

/**
 * A partner's structured findings as the domain knows them. Errors: BAD_USER_INPUT naming the first code that is not in
 * the vocabulary, is of the other kind, or is said to be both present and absent.
 */
export function submittedFindings(given: SubmittedFindings): Result<FindingsUpdate, CaseError> {
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
    if (!isNumberCode(code)) return err(badInput(path, 'Not a measurement of the findings vocabulary.'));
    if (!Number.isFinite(value) || value < 0) return err(badInput(path, 'A measurement is a number from 0.'));
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
