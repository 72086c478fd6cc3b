import { Truth, truthOf, type Findings } from '../findings/findings';
import { wasPressed } from '../findings/pressed-answer';
import { PromptCode } from '../prompt-codes';
import { BodySite, Progression, Texture } from '../vocabulary';

/** The six questions of PAD-UFES-20, which the suspicion score is fitted on. */
export const Answer = {
  ITCHES: 'ITCHES',
  GREW: 'GREW',
  HURTS: 'HURTS',
  BLED: 'BLED',
  RAISED: 'RAISED',
  CHANGED: 'CHANGED',
} as const;
export type AnswerName = (typeof Answer)[keyof typeof Answer];

/** Which signs of the vocabulary answer each of the six: any of them is a yes, a no to the first is a no. */
const SIGNS: Readonly<Record<AnswerName, readonly string[]>> = {
  ITCHES: ['itch'],
  GREW: ['size_change', 'growing_gt_1month', 'enlarging_despite_treatment'],
  HURTS: ['lesion_pain'],
  BLED: ['bleeding', 'oozing_or_bleeding'],
  RAISED: ['elevated'],
  CHANGED: ['shape_irregular', 'colour_irregular', 'darkening', 'sensation_change'],
};

/** Signs that only a single spot, lump or sore has. */
const TELL_A_LESION = [
  'pigmented',
  'asymmetry',
  'border_irregular',
  'ugly_duckling',
  'crusted_keratotic',
  'indurated',
  'pearly_rolled_edge',
  'telangiectasia',
  'growing_gt_1month',
  'enlarging_despite_treatment',
  'not_healed_2_months',
] as const;

/** Each is said of rashes and pimples too; so many of them answered, not all with yes, are what is asked of one lesion. */
const ASKED_OF_A_LESION = ['elevated', 'size_change', 'bleeding', 'lesion_pain', 'itch'] as const;
const LESION_ANSWERS = 3;

/** What the interview's presses for a single lesion leave as the complaint. */
const LESION_COMPLAINTS: ReadonlySet<string> = new Set(['spot, mole or lump', 'sore or wound']);

/** From so many places on it is not one lesion. */
const MANY_SITES = 3;

/** Pressing an age names the band's youngest year, so that rules for the young count in; here its middle counts. */
const MIDDLE_OF_BAND: Readonly<Record<number, number>> = { 1: 3, 5: 10, 15: 32, 50: 65 };

/** What the findings answer to one of the six questions. */
export function answeredTo(answer: AnswerName, findings: Findings): Truth {
  const [first = Truth.UNKNOWN, ...others] = SIGNS[answer].map((code) => truthOf(findings, code));
  if (answer === Answer.RAISED && findings.textures.includes(Texture.RAISED_OR_BUMPY)) return Truth.PRESENT;
  if (answer === Answer.CHANGED && isWorsening(findings.progression)) return Truth.PRESENT;
  return others.includes(Truth.PRESENT) ? Truth.PRESENT : first;
}

/**
 * Whether the complaint is about one spot, lump or sore: only for those the score was fitted. A rash, or what is in many
 * places, is none, unless something was told of it that only a lesion has. Pimples hurt, eczema bleeds and ringworm grows:
 * one such answer alone makes no lesion.
 */
export function isSingleLesion(findings: Findings): boolean {
  const isPresent = (code: string): boolean => truthOf(findings, code) === Truth.PRESENT;
  if (TELL_A_LESION.some(isPresent)) return true;
  if (isRash(findings)) return false;
  const answers = ASKED_OF_A_LESION.map((code) => truthOf(findings, code));
  const wasAsked = truthOf(findings, 'elevated') !== Truth.UNKNOWN && answers.includes(Truth.ABSENT);
  return (
    LESION_COMPLAINTS.has(findings.chiefComplaint ?? '') ||
    (isPresent('bleeding') && (isPresent('size_change') || isPresent('elevated'))) ||
    (wasAsked && answers.filter((answer) => answer !== Truth.UNKNOWN).length >= LESION_ANSWERS)
  );
}

/** In years; null where nobody told. */
export function likelyAgeYears(findings: Findings): number | null {
  const told = findings.numbers['age_years'];
  if (told !== undefined) {
    const band = wasPressed(told.because, PromptCode.AGE) ? MIDDLE_OF_BAND[told.value] : undefined;
    return band ?? told.value;
  }
  return findings.numbers['age_days'] === undefined ? null : 0;
}

function isRash(findings: Findings): boolean {
  return (
    truthOf(findings, 'rash') === Truth.PRESENT ||
    truthOf(findings, 'known_eczema') === Truth.PRESENT ||
    truthOf(findings, 'red_all_over') === Truth.PRESENT ||
    findings.bodySites.includes(BodySite.WIDESPREAD) ||
    findings.bodySites.length >= MANY_SITES
  );
}

function isWorsening(progression: Progression | null): boolean {
  return progression === Progression.WORSENING || progression === Progression.WORSENING_FAST;
}
