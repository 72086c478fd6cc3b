import { type FindingsUpdate } from '../findings/findings';
import { BodySite, Duration, Progression } from '../vocabulary';

/** What pressing an answer says. An empty meaning says nothing about the findings. */
interface ChoiceMeaning {
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
  readonly numbers?: Readonly<Record<string, number>>;
  readonly update?: FindingsUpdate;
}

/** NONE answers a list ("none of these"); what NO and NONE deny depends on the question (see prompts.ts). */
const PLAIN_ANSWERS = { YES: {}, NO: {}, NOT_SURE: {}, NONE: {} };

const COMPLAINTS = {
  COMPLAINT_RASH: { present: ['rash'], update: { chiefComplaint: 'rash' } },
  COMPLAINT_SPOT: { update: { chiefComplaint: 'spot, mole or lump' } },
  COMPLAINT_SORE: { update: { chiefComplaint: 'sore or wound' } },
  COMPLAINT_BLISTERS: { present: ['blisters'], update: { chiefComplaint: 'blisters' } },
  COMPLAINT_PATCH: { update: { chiefComplaint: 'patch of another colour' } },
  COMPLAINT_BURN: { present: ['burn'], update: { chiefComplaint: 'burn' } },
  COMPLAINT_NOT_SKIN: { update: { chiefComplaint: 'something else' } },
};

/** Who is the patient, seen from who speaks (see people.ts). They say nothing about the skin. */
const PEOPLE = {
  WHO_ME: {},
  WHO_MY_CHILD: {},
  WHO_MY_FAMILY: {},
  WHO_MY_PATIENT: {},
  WHO_SOMEBODY_ELSE: {},
};

const DANGERS_BREATHING = {
  TROUBLE_BREATHING: { present: ['severe_breathlessness', 'breathless'] },
  SWOLLEN_MOUTH: { present: ['tongue_lip_throat_swelling'] },
  NOISY_BREATHING: { present: ['hoarse_or_stridor'] },
  FAINTED: { present: ['faint_or_collapse'] },
  HARD_TO_WAKE: { present: ['confusion_or_drowsy'] },
};

const DANGERS_WHOLE_BODY = {
  FEVER: { present: ['fever'] },
  STIFF_NECK: { present: ['neck_stiffness'] },
  VOMITING: { present: ['vomiting_repeated'] },
  FAST_HEART: { present: ['fast_heart_rate'] },
  VERY_ILL: { present: ['looks_very_unwell'] },
};

const DANGERS_SKIN = {
  SKIN_PEELING: { present: ['skin_peeling_sheets'] },
  SKIN_BLACK: { present: ['dusky_or_black_skin'] },
  BLISTERS: { present: ['blisters'] },
  DARK_SPOTS: { present: ['non_blanching', 'purple_spots_gt2mm'] },
};

const DANGERS_MOUTH_EYES = {
  MOUTH_SORES: { present: ['mouth_lesions'] },
  SICK_EYE: { present: ['eye_red_or_painful'] },
  SWOLLEN_EYELID: { present: ['eyelid_swelling'] },
};

const DANGERS_BABY = {
  FEEDS_BADLY: { present: ['poor_feeding'] },
  FEELS_COLD: { present: ['low_temperature'] },
  YELLOW_SKIN: { present: ['jaundice'] },
  RED_NAVEL: { present: ['umbilicus_red'] },
};

const DANGERS_CHILD = {
  FITS: { present: ['convulsion'] },
  SWOLLEN_FEET: { present: ['bilateral_foot_oedema'] },
};

/** The dangers whose denial rules out most emergencies: read back once, since a no can be said too fast. */
const READ_BACK = {
  TROUBLE_BREATHING: DANGERS_BREATHING.TROUBLE_BREATHING,
  SWOLLEN_MOUTH: DANGERS_BREATHING.SWOLLEN_MOUTH,
  HARD_TO_WAKE: DANGERS_BREATHING.HARD_TO_WAKE,
  FEVER: DANGERS_WHOLE_BODY.FEVER,
  VERY_ILL: DANGERS_WHOLE_BODY.VERY_ILL,
  SKIN_PEELING: DANGERS_SKIN.SKIN_PEELING,
  BLISTERS: DANGERS_SKIN.BLISTERS,
  DARK_SPOTS: DANGERS_SKIN.DARK_SPOTS,
  FEEDS_BADLY: DANGERS_BABY.FEEDS_BADLY,
};

/** The youngest age of each band: every rule about the young then counts the patient in. */
const AGES = {
  AGE_UNDER_1_YEAR: { numbers: { age_years: 0 } },
  AGE_1_TO_4: { numbers: { age_years: 1 } },
  AGE_5_TO_14: { numbers: { age_years: 5 } },
  AGE_15_TO_49: { numbers: { age_years: 15 } },
  AGE_50_OR_MORE: { numbers: { age_years: 50 } },
};

const BABY_AGES = {
  AGE_UNDER_2_MONTHS: { numbers: { age_years: 0, age_days: 28 } },
  AGE_2_TO_12_MONTHS: { numbers: { age_years: 0, age_days: 60 } },
};

/** "All over" is one of the places offered, so whoever points at another one has said that it is not all over. */
const inOnePlace = (site: BodySite): ChoiceMeaning => ({
  absent: ['red_all_over'],
  update: { bodySites: [site] },
});

const SITES = {
  HEAD_OR_NECK: inOnePlace(BodySite.HEAD_OR_NECK),
  MOUTH_OR_EYES: inOnePlace(BodySite.MOUTH_OR_EYES),
  ARM: inOnePlace(BodySite.ARM),
  PALM: inOnePlace(BodySite.PALM),
  BACK_OF_HAND: inOnePlace(BodySite.BACK_OF_HAND),
  TORSO_FRONT: inOnePlace(BodySite.TORSO_FRONT),
  TORSO_BACK: inOnePlace(BodySite.TORSO_BACK),
  GENITALIA_OR_GROIN: inOnePlace(BodySite.GENITALIA_OR_GROIN),
  BUTTOCKS: inOnePlace(BodySite.BUTTOCKS),
  LEG: inOnePlace(BodySite.LEG),
  FOOT_TOP_OR_SIDE: inOnePlace(BodySite.FOOT_TOP_OR_SIDE),
  FOOT_SOLE: inOnePlace(BodySite.FOOT_SOLE),
  WIDESPREAD: { update: { bodySites: [BodySite.WIDESPREAD] } },
};

const DURATIONS = {
  ONE_DAY: { numbers: { onset_days: 1 }, update: { duration: Duration.ONE_DAY } },
  LESS_THAN_ONE_WEEK: { update: { duration: Duration.LESS_THAN_ONE_WEEK } },
  ONE_TO_FOUR_WEEKS: { update: { duration: Duration.ONE_TO_FOUR_WEEKS } },
  ONE_TO_THREE_MONTHS: { update: { duration: Duration.ONE_TO_THREE_MONTHS } },
  THREE_TO_TWELVE_MONTHS: { update: { duration: Duration.THREE_TO_TWELVE_MONTHS } },
  MORE_THAN_ONE_YEAR: { update: { duration: Duration.MORE_THAN_ONE_YEAR } },
  MORE_THAN_FIVE_YEARS: { update: { duration: Duration.MORE_THAN_FIVE_YEARS } },
  SINCE_CHILDHOOD: { update: { duration: Duration.SINCE_CHILDHOOD } },
};

const PROGRESSIONS = {
  WORSENING_FAST: { present: ['spreading_fast'], update: { progression: Progression.WORSENING_FAST } },
  WORSENING: { absent: ['spreading_fast'], update: { progression: Progression.WORSENING } },
  STABLE: { absent: ['spreading_fast'], update: { progression: Progression.STABLE } },
  IMPROVING: { absent: ['spreading_fast'], update: { progression: Progression.IMPROVING } },
};

const SYMPTOMS = {
  ITCH: { present: ['itch'] },
  PAIN: { present: ['lesion_pain', 'painful_skin'], absent: ['pain_out_of_proportion'] },
  STRONG_PAIN: { present: ['lesion_pain', 'painful_skin', 'pain_out_of_proportion'] },
  BLEEDING: { present: ['bleeding'] },
  GROWING: { present: ['size_change'] },
  NUMB: { present: ['pale_or_red_patch_numb'] },
};

/** What may turn a spot, mole, lump or sore into one for a specialist. */
const LESION_CHANGES = {
  GROWING: SYMPTOMS.GROWING,
  BLEEDING: SYMPTOMS.BLEEDING,
  CHANGES_COLOUR: { present: ['colour_irregular'] },
  CHANGES_SHAPE: { present: ['shape_irregular'] },
  NOT_HEALING: { numbers: { non_healing_weeks: 4 } },
};

const EXPOSURES = {
  NEW_MEDICINE: { present: ['new_drug_within_8w'] },
  SNAKE_BITE: { present: ['snake_or_venom_bite'] },
  ANIMAL_BITE: { present: ['animal_bite_or_scratch'] },
  INSECT_BITE: { present: ['recent_tick_or_bite'] },
  BURN: { present: ['burn'] },
  SICK_CONTACT: { present: ['household_itch'] },
};

const ILLNESSES = {
  DIABETES: { present: ['diabetes'] },
  WEAK_DEFENCE: { present: ['immunosuppressed'] },
  HIV: { present: ['hiv_positive'] },
  PREGNANT: { present: ['pregnant'] },
  SKIN_CANCER: { present: ['prior_skin_cancer'] },
};

/** The choices by the question that offers them. */
const CHOICE_GROUPS = {
  PLAIN_ANSWERS,
  COMPLAINTS,
  PEOPLE,
  DANGERS_BREATHING,
  DANGERS_WHOLE_BODY,
  DANGERS_SKIN,
  DANGERS_MOUTH_EYES,
  DANGERS_BABY,
  DANGERS_CHILD,
  READ_BACK,
  AGES,
  BABY_AGES,
  SITES,
  DURATIONS,
  PROGRESSIONS,
  SYMPTOMS,
  LESION_CHANGES,
  EXPOSURES,
  ILLNESSES,
} as const;

const MEANINGS = {
  ...PLAIN_ANSWERS,
  ...COMPLAINTS,
  ...PEOPLE,
  ...DANGERS_BREATHING,
  ...DANGERS_WHOLE_BODY,
  ...DANGERS_SKIN,
  ...DANGERS_MOUTH_EYES,
  ...DANGERS_BABY,
  ...DANGERS_CHILD,
  ...AGES,
  ...BABY_AGES,
  ...SITES,
  ...DURATIONS,
  ...PROGRESSIONS,
  ...SYMPTOMS,
  ...LESION_CHANGES,
  ...EXPOSURES,
  ...ILLNESSES,
};

export type ChoiceCode = keyof typeof MEANINGS;
export const CHOICE_CODES = Object.keys(MEANINGS) as readonly ChoiceCode[];

/** Whether there is such an answer to press, to whatever question. */
export function isChoiceCode(code: string): code is ChoiceCode {
  return Object.hasOwn(MEANINGS, code);
}

/** What pressing it says, whatever was asked. */
export function meaningOfChoice(code: ChoiceCode): ChoiceMeaning {
  return MEANINGS[code];
}

/** The answers of one group, in the order in which they are offered. */
export function choicesOf(group: keyof typeof CHOICE_GROUPS): readonly ChoiceCode[] {
  return Object.keys(CHOICE_GROUPS[group]) as ChoiceCode[];
}

/** Name of the picture that the client shows for a choice: the same in all languages. */
export function iconOf(code: ChoiceCode): string {
  return code.toLowerCase().replaceAll('_', '-');
}
