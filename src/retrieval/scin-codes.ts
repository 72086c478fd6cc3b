import { BodySite, Texture } from '../domain';

/**
 * SCIN's columns in the project's words (docs/reference/findings.md names the sign codes). A ticked box is "present".
 * An empty box is unknown: the questionnaire let people tick what they noticed and asked for no "no". Only its own
 * "none of these" answers say that the whole group is absent.
 */
export const SCIN_SITES: Readonly<Record<string, BodySite>> = {
  body_parts_head_or_neck: BodySite.HEAD_OR_NECK,
  body_parts_arm: BodySite.ARM,
  body_parts_palm: BodySite.PALM,
  body_parts_back_of_hand: BodySite.BACK_OF_HAND,
  body_parts_torso_front: BodySite.TORSO_FRONT,
  body_parts_torso_back: BodySite.TORSO_BACK,
  body_parts_genitalia_or_groin: BodySite.GENITALIA_OR_GROIN,
  body_parts_buttocks: BodySite.BUTTOCKS,
  body_parts_leg: BodySite.LEG,
  body_parts_foot_top_or_side: BodySite.FOOT_TOP_OR_SIDE,
  body_parts_foot_sole: BodySite.FOOT_SOLE,
  body_parts_other: BodySite.OTHER,
};

export const SCIN_TEXTURES: Readonly<Record<string, Texture>> = {
  textures_raised_or_bumpy: Texture.RAISED_OR_BUMPY,
  textures_flat: Texture.FLAT,
  textures_rough_or_flaky: Texture.ROUGH_OR_FLAKY,
  textures_fluid_filled: Texture.FLUID_FILLED,
};

/** Two questions, each with its own "none of these". */
export const SCIN_SIGN_GROUPS: readonly {
  readonly none: string;
  readonly signs: Readonly<Record<string, string>>;
}[] = [
  {
    none: 'condition_symptoms_no_relevant_experience',
    signs: {
      condition_symptoms_bothersome_appearance: 'bothersome_appearance',
      condition_symptoms_bleeding: 'bleeding',
      condition_symptoms_increasing_size: 'size_change',
      condition_symptoms_darkening: 'darkening',
      condition_symptoms_itching: 'itch',
      condition_symptoms_burning: 'burning_sensation',
      condition_symptoms_pain: 'lesion_pain',
    },
  },
  {
    none: 'other_symptoms_no_relevant_symptoms',
    signs: {
      other_symptoms_fever: 'fever',
      other_symptoms_chills: 'chills',
      other_symptoms_fatigue: 'fatigue',
      other_symptoms_joint_pain: 'joint_pain',
      other_symptoms_mouth_sores: 'mouth_lesions',
      other_symptoms_shortness_of_breath: 'breathless',
    },
  },
];

/** Other codes of the vocabulary that say the same as one of SCIN's words, as far as a resemblance goes. */
const SAID_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  bleeding: ['oozing_or_bleeding'],
  size_change: ['growing_gt_1month'],
  lesion_pain: ['painful_skin'],
  itch: ['itch_at_night'],
  breathless: ['severe_breathlessness'],
};

/** The coordinates that the findings vector has for signs, in its order: each the codes that speak to it. */
export const ENCODED_SIGNS: readonly (readonly string[])[] = SCIN_SIGN_GROUPS.flatMap((group) =>
  Object.values(group.signs).map((code) => [code, ...(SAID_OTHERWISE[code] ?? [])]),
);

/** Signs that say what a texture says. */
export const TEXTURE_SIGNS: Readonly<Partial<Record<Texture, string>>> = {
  RAISED_OR_BUMPY: 'elevated',
  FLUID_FILLED: 'blisters',
  ROUGH_OR_FLAKY: 'crusted_keratotic',
};
