import { truthOf, Truth, type Findings, type SignFinding } from '../findings/findings';
import { ENDEMIC_REGION } from '../findings/predicates';
import { type PictureEvidence } from './picture-suspicion';
import { type SuspicionModel, suspicionOf } from './suspicion-score';

/** Where a number can lie, bounds included; unknown numbers lie anywhere from 0. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** What is known apart from the patient's findings. */
export interface RedFlagContext {
  /** 0 to 1; null while no assessor has looked. */
  readonly malignantProbability: number | null;
  /** Codes of the diseases that are endemic where the facility is, e.g. "buruli_ulcer". */
  readonly endemic: ReadonlySet<string>;
  /** The picture, for the suspicion score; left out or null while there is none. */
  readonly picture?: PictureEvidence | null;
}

/** The findings with what follows from them. */
export interface Facts {
  readonly truth: (code: string, endemicDisease: string | null) => Truth;
  readonly number: (code: string) => Interval;
  /** The words that gave a sign or number, for the reader of a red flag; null where nothing was said of it. */
  readonly because: (code: string) => string | null;
}

const ANYTHING: Interval = { least: 0, most: Infinity };
const SHARE: Interval = { least: 0, most: 1 };
const NO_LESION: Interval = { least: 0, most: 0 };
const SUSPICION = 'suspicion_score';
const DAYS_PER_YEAR = 365;
const LONGEST_YEAR_DAYS = 366;
const MONTH_WEEKS = 4;
/** A doctor calls the skin red all over from about nine tenths of it; whoever denies it has less. */
const BELOW_RED_ALL_OVER_PERCENT = 89;

/** Mouth or eyes are nearly always among the sore places of a severe skin reaction: who denies both has one at most. */
const SITES_BESIDE_MOUTH_AND_EYES = 1;

/** Signs of a sore mucosal site each: whoever names them has at least so many, though nobody counted. */
const MUCOSAL_SIGNS = ['mouth_lesions', 'eye_red_or_painful'] as const;

/** Each sign is present if one of the others is; their absence says nothing about it. */
const FOLLOWS_FROM: Readonly<Record<string, readonly string[]>> = {
  immunosuppressed: ['hiv_positive', 'organ_transplant'],
  oozing_or_bleeding: ['bleeding'],
  bleeding: ['oozing_or_bleeding'],
  acral_or_nail_site: ['nail_band_gt3mm_or_wide_change'],
  pigmented: ['nail_band_gt3mm_or_wide_change'],
  treated_kala_azar: ['rash_after_kala_azar'],
};

/** @param suspicionModel null: no suspicion is computed, and rules about it cannot fire. */
export function factsOf(
  findings: Findings,
  context: RedFlagContext,
  suspicionModel: SuspicionModel | null = null,
): Facts {
  const suspicion =
    suspicionModel === null ? null : suspicionOf(suspicionModel, findings, context.picture ?? null);
  const signFor = (code: string): SignFinding | undefined => {
    const own = findings.signs[code];
    if (own?.truth === Truth.PRESENT) return own;
    const sources = (FOLLOWS_FROM[code] ?? []).map((source) => findings.signs[source]);
    return sources.find((sign) => sign?.truth === Truth.PRESENT) ?? own;
  };
  return {
    truth(code, endemicDisease) {
      if (code === ENDEMIC_REGION) return endemicTruth(findings, context, endemicDisease);
      if (code === 'growing_gt_1month' && interval(findings, context, 'growing_weeks').least >= MONTH_WEEKS)
        return Truth.PRESENT;
      return signFor(code)?.truth ?? Truth.UNKNOWN;
    },
    number(code) {
      if (code !== SUSPICION) return interval(findings, context, code);
      return suspicion === null ? NO_LESION : { least: suspicion.least, most: suspicion.most };
    },
    because(code) {
      if (code === 'model_malignant' && context.malignantProbability !== null)
        return `assessed at ${context.malignantProbability.toFixed(2)}`;
      if (code === SUSPICION && suspicion !== null)
        return `${suspicion.least.toFixed(2)}, most of it by: ${suspicion.because}`;
      if (code === ENDEMIC_REGION) return 'the facility’s region';
      const number = findings.numbers[code];
      if (number !== undefined) return `${number.value} (${number.because})`;
      return signFor(code)?.because ?? null;
    },
  };
}

function endemicTruth(findings: Findings, { endemic }: RedFlagContext, disease: string | null): Truth {
  if (truthOf(findings, ENDEMIC_REGION) === Truth.PRESENT) return Truth.PRESENT;
  return disease !== null && endemic.has(disease) ? Truth.PRESENT : Truth.ABSENT;
}

function interval(findings: Findings, context: RedFlagContext, code: string): Interval {
  const value = findings.numbers[code]?.value;
  if (value !== undefined) return { least: value, most: value };
  const years = findings.numbers['age_years']?.value;
  const days = findings.numbers['age_days']?.value;
  if (code === 'age_days' && years !== undefined) {
    return { least: years * DAYS_PER_YEAR, most: (years + 1) * LONGEST_YEAR_DAYS };
  }
  if (code === 'age_years' && days !== undefined) {
    return { least: Math.floor(days / LONGEST_YEAR_DAYS), most: Math.floor(days / DAYS_PER_YEAR) };
  }
  if (code === 'bsa_percent') {
    const most = truthOf(findings, 'red_all_over') === Truth.ABSENT ? BELOW_RED_ALL_OVER_PERCENT : 100;
    return { least: 0, most };
  }
  if (code === 'mucosal_sites_count') {
    const sore = MUCOSAL_SIGNS.filter((sign) => truthOf(findings, sign) === Truth.PRESENT).length;
    return { least: sore, most: hasHealthyMouthAndEyes(findings) ? SITES_BESIDE_MOUTH_AND_EYES : Infinity };
  }
  if (code === 'model_malignant') {
    return context.malignantProbability === null
      ? SHARE
      : { least: context.malignantProbability, most: context.malignantProbability };
  }
  return ANYTHING;
}

function hasHealthyMouthAndEyes(findings: Findings): boolean {
  return MUCOSAL_SIGNS.every((code) => truthOf(findings, code) === Truth.ABSENT);
}
