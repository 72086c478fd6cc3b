import { PromptCode } from '../prompt-codes';
import { ConsentKind, Expects, InterviewTopic } from '../vocabulary';
import { choicesOf, type ChoiceCode } from './choices';

export { PromptCode };

export interface Prompt {
  readonly code: PromptCode;
  readonly expects: Expects;
  /** The interview topic that an answer closes; null for consents, pictures and messages. */
  readonly topic: InterviewTopic | null;
  /** The consent that an explicit yes or no gives or refuses. */
  readonly consent: ConsentKind | null;
  readonly choices: readonly ChoiceCode[];
  /** What an explicit no to the whole question makes absent: the signs that its words name, and no others. */
  readonly denies: readonly string[];
  /** What an explicit yes makes present; empty where a yes is followed by "which?". */
  readonly affirms: readonly string[];
  /** Asked next after a yes: which of them it is. */
  readonly followUp: PromptCode | null;
  /** The sign that stays of "one of them, I cannot say which"; of questions that follow a bundle. */
  readonly unspecified: string | null;
}

const YES_NO: readonly ChoiceCode[] = ['YES', 'NO', 'NOT_SURE'];
const YES_NO_ONLY: readonly ChoiceCode[] = ['YES', 'NO'];
const UNSPECIFIED_DANGER = 'danger_sign_unspecified';

const QUESTIONS: readonly Prompt[] = [
  consent(PromptCode.GREETING, ConsentKind.CARE),
  consent(PromptCode.CARE_RISK, ConsentKind.CARE),
  question(PromptCode.CHIEF_COMPLAINT, InterviewTopic.CHIEF_COMPLAINT, choicesOf('COMPLAINTS')),
  question(PromptCode.WHO, null, choicesOf('PEOPLE')),
  yesOrNo(PromptCode.NOT_SKIN),
  bundle(PromptCode.DANGER_BREATHING, PromptCode.DANGER_BREATHING_WHICH, [
    'severe_breathlessness',
    'breathless',
    'wheeze',
    'hoarse_or_stridor',
    'tongue_lip_throat_swelling',
    'faint_or_collapse',
    'confusion_or_drowsy',
    'unresponsive',
  ]),
  which(PromptCode.DANGER_BREATHING_WHICH, choicesOf('DANGERS_BREATHING'), 'breathing_danger_unspecified'),
  bundle(PromptCode.DANGER_WHOLE_BODY, PromptCode.DANGER_WHOLE_BODY_WHICH, [
    'fever',
    'neck_stiffness',
    'vomiting_repeated',
    'fast_heart_rate',
    'looks_very_unwell',
  ]),
  which(PromptCode.DANGER_WHOLE_BODY_WHICH, choicesOf('DANGERS_WHOLE_BODY'), UNSPECIFIED_DANGER),
  bundle(PromptCode.DANGER_SKIN, PromptCode.DANGER_SKIN_WHICH, [
    'skin_peeling_sheets',
    'skin_peeling',
    'dusky_or_black_skin',
    'blisters',
    'blister_clusters_punched_out',
    'blisters_one_side',
    'non_blanching',
    'purple_spots_gt2mm',
  ]),
  which(PromptCode.DANGER_SKIN_WHICH, choicesOf('DANGERS_SKIN'), UNSPECIFIED_DANGER),
  bundle(PromptCode.DANGER_MOUTH_EYES, PromptCode.DANGER_MOUTH_EYES_WHICH, [
    'mouth_lesions',
    'gum_ulcer_foul',
    'eye_red_or_painful',
    'eyelid_swelling',
    'painful_eye_movement',
  ]),
  which(PromptCode.DANGER_MOUTH_EYES_WHICH, choicesOf('DANGERS_MOUTH_EYES'), UNSPECIFIED_DANGER),
  bundle(PromptCode.DANGER_BABY, PromptCode.DANGER_BABY_WHICH, [
    'poor_feeding',
    'low_temperature',
    'jaundice',
    'umbilicus_red',
  ]),
  which(PromptCode.DANGER_BABY_WHICH, choicesOf('DANGERS_BABY'), UNSPECIFIED_DANGER),
  bundle(PromptCode.DANGER_CHILD, PromptCode.DANGER_CHILD_WHICH, ['convulsion', 'bilateral_foot_oedema']),
  which(PromptCode.DANGER_CHILD_WHICH, choicesOf('DANGERS_CHILD'), UNSPECIFIED_DANGER),
  question(PromptCode.AGE, null, [...choicesOf('AGES'), 'NOT_SURE']),
  question(PromptCode.AGE_OF_BABY, null, [...choicesOf('BABY_AGES'), 'NOT_SURE']),
  question(PromptCode.BODY_SITE, InterviewTopic.BODY_SITE, choicesOf('SITES')),
  question(PromptCode.DURATION, InterviewTopic.DURATION, [...choicesOf('DURATIONS'), 'NOT_SURE']),
  question(PromptCode.PROGRESSION, InterviewTopic.PROGRESSION, [...choicesOf('PROGRESSIONS'), 'NOT_SURE']),
  list(PromptCode.SYMPTOMS, InterviewTopic.SYMPTOMS, choicesOf('SYMPTOMS'), [
    'itch',
    'lesion_pain',
    'painful_skin',
    'pain_out_of_proportion',
    'bleeding',
    'size_change',
    'pale_or_red_patch_numb',
  ]),
  list(PromptCode.LESION, InterviewTopic.SYMPTOMS, choicesOf('LESION_CHANGES'), [
    'size_change',
    'bleeding',
    'colour_irregular',
    'shape_irregular',
  ]),
  yesOrNo(PromptCode.PAINT, 'paint_or_dye'),
  yesOrNo(PromptCode.TATTOO, 'tattoo'),
  list(PromptCode.EXPOSURE, InterviewTopic.EXPOSURE, choicesOf('EXPOSURES'), [
    'new_drug_within_8w',
    'snake_or_venom_bite',
    'animal_bite_or_scratch',
    'recent_tick_or_bite',
    'burn',
    'household_itch',
  ]),
  list(PromptCode.HISTORY, InterviewTopic.HISTORY, choicesOf('ILLNESSES'), [
    'diabetes',
    'immunosuppressed',
    'hiv_positive',
    'pregnant',
    'prior_skin_cancer',
  ]),
  yesOrNo(PromptCode.READ_BACK),
  which(PromptCode.READ_BACK_WHICH, [...choicesOf('READ_BACK'), 'NONE'], UNSPECIFIED_DANGER),
  consent(PromptCode.IMAGE_CONSENT, ConsentKind.IMAGE_CAPTURE),
  picture(PromptCode.PHOTO),
  picture(PromptCode.PICTURE_TOO_DARK),
  picture(PromptCode.PICTURE_TOO_BRIGHT),
  picture(PromptCode.PICTURE_TOO_BLURRED),
  picture(PromptCode.PICTURE_TOO_SMALL),
  message(PromptCode.NO_PICTURE),
  message(PromptCode.NOT_UNDERSTOOD),
  message(PromptCode.PLEASE_WAIT),
  decision(PromptCode.EMERGENCY_NOW),
  message(PromptCode.EMERGENCY_NOT_SKIN),
  decision(PromptCode.REFERRAL_RISK),
  message(PromptCode.REFERRAL_DECLINED),
  message(PromptCode.PRIVATE_HELP),
  message(PromptCode.OUT_OF_SCOPE),
  message(PromptCode.GOODBYE_WITHOUT_CONSENT),
  message(PromptCode.END),
];

const BY_CODE: ReadonlyMap<string, Prompt> = new Map(QUESTIONS.map((prompt) => [prompt.code, prompt]));

export const PROMPTS: readonly Prompt[] = QUESTIONS;

/** The prompt of a stored code; null for a code that this release does not know. */
export function findPrompt(code: string): Prompt | null {
  return BY_CODE.get(code) ?? null;
}

/** The prompt of a known code. */
export function promptOf(code: PromptCode): Prompt {
  const prompt = BY_CODE.get(code);
  if (prompt === undefined) throw new Error(`Prompt ${code} is not in the table.`);
  return prompt;
}

function message(code: PromptCode): Prompt {
  return {
    code,
    expects: Expects.NOTHING,
    topic: null,
    consent: null,
    choices: [],
    denies: [],
    affirms: [],
    followUp: null,
    unspecified: null,
  };
}

function picture(code: PromptCode): Prompt {
  return { ...message(code), expects: Expects.PHOTO };
}

/** Consent is a yes or a no: there is no third answer to press. */
function consent(code: PromptCode, kind: ConsentKind): Prompt {
  return { ...decision(code), consent: kind };
}

/** What the patient decides, and nobody else. */
function decision(code: PromptCode): Prompt {
  return { ...message(code), expects: Expects.YES_OR_NO, choices: YES_NO_ONLY };
}

/** "Is it that?": an explicit yes makes the sign present, an explicit no absent. */
function yesOrNo(code: PromptCode, ...signs: readonly string[]): Prompt {
  return { ...message(code), expects: Expects.YES_OR_NO, choices: YES_NO, affirms: signs, denies: signs };
}

function question(code: PromptCode, topic: InterviewTopic | null, choices: readonly ChoiceCode[]): Prompt {
  return { ...message(code), expects: Expects.SPEECH, topic, choices };
}

/** "Is there this, that or that?": no denies all of them, yes is followed by "which?". */
function bundle(code: PromptCode, followUp: PromptCode, denies: readonly string[]): Prompt {
  return { ...yesOrNo(code), topic: InterviewTopic.GENERAL_SYMPTOMS, denies, followUp };
}

function which(code: PromptCode, choices: readonly ChoiceCode[], unspecified: string): Prompt {
  return { ...question(code, InterviewTopic.GENERAL_SYMPTOMS, [...choices, 'NOT_SURE']), unspecified };
}

/** "Which of these?", with "none of these" and "not sure" among the answers. */
function list(
  code: PromptCode,
  topic: InterviewTopic,
  choices: readonly ChoiceCode[],
  denies: readonly string[],
): Prompt {
  return { ...question(code, topic, [...choices, 'NONE', 'NOT_SURE']), denies };
}
