import { type BodySite, type Duration, type Progression, type Texture } from '../vocabulary';
import { ADULT_FROM_YEARS, completedYears } from './ages';

/** What is known of one sign: yes, no, or nobody said. Silence is never "absent". */
export const Truth = { PRESENT: 'PRESENT', ABSENT: 'ABSENT', UNKNOWN: 'UNKNOWN' } as const;
export type Truth = (typeof Truth)[keyof typeof Truth];

/** Where a finding came from: the words that gave it, a pressed answer, a partner's record or the picture. */
interface FindingOrigin {
  /** Short and free of personal data: the matched words, or the name of the answer or of the sending system. */
  readonly because: string;
}

export interface SignFinding extends FindingOrigin {
  readonly truth: typeof Truth.PRESENT | typeof Truth.ABSENT;
}

export interface NumberFinding extends FindingOrigin {
  /** In the unit that the measurement's code names: age_days, diameter_mm … */
  readonly value: number;
}

/** Everything that is known of the patient's complaint. Codes are those of docs/reference/findings.md. */
export interface Findings {
  readonly chiefComplaint: string | null;
  readonly bodySites: readonly BodySite[];
  readonly textures: readonly Texture[];
  readonly duration: Duration | null;
  readonly progression: Progression | null;
  readonly signs: Readonly<Record<string, SignFinding>>;
  readonly numbers: Readonly<Record<string, NumberFinding>>;
}

export const NO_FINDINGS: Findings = {
  chiefComplaint: null,
  bodySites: [],
  textures: [],
  duration: null,
  progression: null,
  signs: {},
  numbers: {},
};

/** What one utterance, answer or record adds. Fields left out say nothing. */
export type FindingsUpdate = Partial<Findings>;

const AGE_CODES: readonly string[] = ['age_years', 'age_days'];
/** Below the age at which "15 to 49 years" can be pressed: that stands for a whole band, which may be told more exactly. */
const STAYS_CHILD_BELOW_YEARS = 15;

/**
 * Adds what was newly said. A later explicit answer replaces an earlier one about the same sign, except that
 * a sign once present stays present until a clinician says otherwise: nothing that a patient or a parser says
 * takes a danger sign back. Nor does it make a child an adult: what a parent says of their own age must not open the way to
 * pictures that are taken of adults alone.
 */
export function mergeFindings(known: Findings, update: FindingsUpdate): Findings {
  const signs: Record<string, SignFinding> = { ...known.signs };
  for (const [code, sign] of Object.entries(update.signs ?? {})) {
    if (signs[code]?.truth !== Truth.PRESENT) signs[code] = sign;
  }
  return {
    chiefComplaint: known.chiefComplaint ?? update.chiefComplaint ?? null,
    bodySites: union(known.bodySites, update.bodySites),
    textures: union(known.textures, update.textures),
    duration: update.duration ?? known.duration,
    progression: update.progression ?? known.progression,
    signs,
    numbers: { ...known.numbers, ...numbersToAdd(known, update) },
  };
}

/** Without the age of an adult where a child is the patient. */
function numbersToAdd(known: Findings, { numbers = {} }: FindingsUpdate): Findings['numbers'] {
  const [before, after] = [completedYears(known), completedYears({ numbers })];
  const isChild = before !== null && before < STAYS_CHILD_BELOW_YEARS;
  if (!isChild || after === null || after < ADULT_FROM_YEARS) return numbers;
  return Object.fromEntries(Object.entries(numbers).filter(([code]) => !AGE_CODES.includes(code)));
}

/** What is known of a sign; UNKNOWN where nobody said anything of it. */
export function truthOf(findings: Findings, code: string): Truth {
  return findings.signs[code]?.truth ?? Truth.UNKNOWN;
}

/** The signs that are so, sorted. */
export function codesWith(findings: Findings, truth: SignFinding['truth']): string[] {
  return Object.keys(findings.signs)
    .filter((code) => findings.signs[code]?.truth === truth)
    .sort();
}

function union<T>(known: readonly T[], added: readonly T[] = []): readonly T[] {
  return [...new Set([...known, ...added])];
}
