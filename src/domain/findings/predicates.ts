/**
 * The vocabulary of findings: every sign and number that a rule, the interview, a partner's record or the reference
 * data can speak of. docs/reference/findings.md is generated from this table.
 */
export const PredicateKind = { SIGN: 'SIGN', NUMBER: 'NUMBER' } as const;
export type PredicateKind = (typeof PredicateKind)[keyof typeof PredicateKind];

export interface Predicate {
  readonly code: string;
  readonly kind: PredicateKind;
  readonly group: string;
  /** Short plain English; also what a clinician reads in a red flag's reason. */
  readonly meaning: string;
  /** Of a number; null for a sign. */
  readonly unit: string | null;
}

/** Comes from the facility's configuration, one disease at a time; never from the patient. */
export const ENDEMIC_REGION = 'endemic_region';

/**
 * Heard whenever somebody says them, and asked of nobody: what is no skin question is said at once by those who come
 * with it, some only an examination finds, and a danger is "unspecified" only once somebody said yes to a list and could
 * not say to which of it. They therefore cannot be left unanswered.
 */
export const VOLUNTEERED_SIGNS: ReadonlySet<string> = new Set([
  'chest_pain',
  'stroke_signs',
  'convulsion',
  'heavy_bleeding',
  'self_harm_intent',
  'violence',
  'crepitus',
  'breathing_danger_unspecified',
  'danger_sign_unspecified',
]);

const NUMBERS: Readonly<Record<string, readonly [meaning: string, unit: string]>> = {
  age_years: ['age in completed years', 'years'],
  age_days: ['age in days, for children under one year', 'days'],
  onset_days: ['time since it began', 'days'],
  bsa_percent: ['share of the body surface that is affected', '% of body surface'],
  pustule_count: ['number of pus-filled spots', 'count'],
  mucosal_sites_count: ['number of sore places among mouth, eyes, nose, genitals and anus', 'count'],
  diameter_mm: ['largest diameter of the lesion', 'mm'],
  non_healing_weeks: ['time that a sore has not healed', 'weeks'],
  growing_weeks: ['time that the lesion has been growing', 'weeks'],
  fever_days: ['time with fever', 'days'],
  suspicion_score: ['suspicion of skin cancer, computed from age, answers and picture', '0 to 1'],
  model_malignant: ['probability, by the assessor, of any malignant or premalignant condition', '0 to 1'],
};

const SIGNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'General background': {
    pregnant: 'pregnant',
    immunosuppressed: 'weakened immune system (illness or medicine)',
    oculocutaneous_albinism: 'born with albinism',
    diabetes: 'diabetes',
    hiv_positive: 'living with HIV',
    contact_mpox: 'close contact with mpox',
    contact_measles_rubella_varicella: 'close contact with measles, rubella or chickenpox',
    new_drug_within_8w: 'new medicine in the last eight weeks',
    high_risk_drug: 'a medicine known for severe skin reactions',
    known_eczema: 'known eczema',
    [ENDEMIC_REGION]: 'the disease is endemic where the facility is',
    travel_last_12m: 'travelled in the last twelve months',
    household_itch: 'others in the household itch',
    recent_tick_or_bite: 'recent tick or insect bite',
    organ_transplant: 'has an organ transplant',
    prior_skin_cancer: 'had skin cancer before',
  },
  'Not a skin question': {
    chest_pain: 'chest pain',
    stroke_signs: 'signs of a stroke',
    convulsion: 'a convulsion',
    severe_breathlessness: 'severe trouble breathing',
    unresponsive: 'cannot be woken',
    heavy_bleeding: 'heavy bleeding',
    self_harm_intent: 'thoughts of self-harm',
    violence: 'hurt by somebody, or afraid of it',
  },
  'Whole body': {
    fever: 'fever',
    chills: 'shaking chills',
    looks_very_unwell: 'looks or feels very ill',
    confusion_or_drowsy: 'confused or hard to wake',
    breathless: 'short of breath',
    faint_or_collapse: 'fainted or collapsed',
    fast_heart_rate: 'heart beating very fast',
    vomiting_repeated: 'vomiting again and again',
    neck_stiffness: 'stiff neck',
    poor_feeding: 'feeds poorly',
    low_temperature: 'body feels cold',
    jaundice: 'yellow eyes or skin',
    lymph_nodes: 'swollen glands',
    cough_coryza_red_eyes_rash: 'cough, runny nose and red eyes with a rash',
    bilateral_foot_oedema: 'both feet swollen',
    fatigue: 'unusual tiredness',
    joint_pain: 'painful joints',
    danger_sign_unspecified: 'yes to a list of danger signs, without knowing which',
  },
  Airway: {
    tongue_lip_throat_swelling: 'swelling of lips, tongue or throat',
    hoarse_or_stridor: 'hoarse voice or noisy breathing in',
    wheeze: 'wheezing',
    breathing_danger_unspecified: 'yes to trouble with breathing or waking, without knowing which',
  },
  Injury: {
    burn: 'burn',
    animal_bite_or_scratch: 'animal bite or scratch',
    snake_or_venom_bite: 'bite or sting of a venomous animal',
    unexplained_injury: 'injury that nobody can explain',
  },
  Skin: {
    itch: 'itch',
    rash: 'rash',
    burning_sensation: 'burning feeling',
    bothersome_appearance: 'bothered by how it looks',
    darkening: 'getting darker',
    spreading_fast: 'spreading fast, within hours or days',
    painful_skin: 'painful skin',
    pain_out_of_proportion: 'pain much worse than it looks',
    skin_peeling_sheets: 'skin coming off in sheets',
    skin_peeling: 'skin peels, but not in sheets',
    blisters: 'blisters',
    blister_clusters_punched_out: 'clustered blisters or punched-out sores',
    dusky_or_black_skin: 'skin turning dusky or black',
    crepitus: 'skin crackles when pressed',
    non_blanching: 'spots that do not fade when pressed',
    purple_spots_gt2mm: 'purple or dark spots larger than 2 mm',
    red_all_over: 'nearly the whole skin affected',
    pustules_widespread: 'pus-filled spots over wide areas',
    target_lesions: 'rings like a target',
    facial_swelling: 'swollen face',
    hot_swollen_limb: 'hot swollen limb',
    streaks_up_limb: 'streaks running up the limb',
    umbilicus_red: 'red navel',
    itch_at_night: 'itch worse at night',
    hives_or_rash_sudden: 'sudden hives or rash',
    blisters_one_side: 'painful blisters on one side of the body',
    palms_soles_rash: 'rash on palms or soles',
    umbilicated_pustules: 'pus-filled spots with a dimple',
    foot_ulcer: 'open sore on the foot',
    purple_nodules_or_plaques: 'purple lumps or patches',
    crusted_all_over: 'thick crusts over wide areas',
    immunosuppressed_with_crusts: 'weakened immune system with thick crusts',
  },
  'Mouth and eyes': {
    eye_red_or_painful: 'red or painful eye',
    vision_change: 'sees worse than before',
    eye_bulging: 'eye pushed forward',
    painful_eye_movement: 'moving the eye hurts',
    eyelid_swelling: 'swollen eyelid',
    tip_of_nose_rash: 'rash at the tip of the nose',
    gum_ulcer_foul: 'foul-smelling sore of the gums',
    mouth_lesions: 'sores in the mouth',
  },
  'A single lesion': {
    pigmented: 'dark or coloured spot or mole',
    lesion_pain: 'the spot hurts',
    size_change: 'growing',
    shape_irregular: 'irregular or changing shape',
    colour_irregular: 'several colours or changing colour',
    inflammation: 'inflamed',
    oozing_or_bleeding: 'oozing or bleeding',
    sensation_change: 'feels different from before',
    asymmetry: 'two halves differ',
    border_irregular: 'ragged border',
    elevated: 'raised',
    firm: 'firm',
    growing_gt_1month: 'growing for more than a month',
    ugly_duckling: 'unlike all the other moles',
    acral_or_nail_site: 'on palm, sole or nail',
    nail_band_gt3mm_or_wide_change: 'dark nail band over 3 mm or widening',
    hutchinson_sign: 'dark colour running from the nail into the skin',
    crusted_keratotic: 'crusted or horny lump',
    indurated: 'hard base',
    pearly_rolled_edge: 'shiny rolled edge',
    telangiectasia: 'fine blood vessels over it',
    chronic_scar_or_burn: 'in an old scar or burn',
    any_part_not_skin_colour: 'some of it is not the colour of the skin',
    uncertain_diagnosis: 'nobody knows yet what it is',
    bleeding: 'bleeding',
    enlarging_despite_treatment: 'growing in spite of treatment',
    not_healed_2_months: 'not healed after two months',
    paint_or_dye: 'may be paint, ink or dye on the skin',
    tattoo: 'a tattoo',
  },
  'Neglected tropical diseases of the skin': {
    pale_or_red_patch_numb: 'pale or red patch without feeling',
    nerve_thick_or_weak: 'thick nerve or weak hand or foot',
    painless_ulcer_undermined: 'painless sore with an undermined edge',
    painless_nodule: 'painless lump',
    ulcer_raised_border_exposed_site: 'sore with a raised border on uncovered skin',
    subcut_mass_sinuses_grains: 'lump with holes that discharge grains',
    papilloma_yellow_crust: 'raspberry-like lump with a yellow crust',
    limb_lymphoedema: 'long-lasting swelling of a limb',
    jiggers: 'sand fleas in the skin',
    new_weakness_or_eye_closure_loss: 'new weakness, or an eye that no longer closes',
    painful_red_nodules_with_fever: 'painful red lumps with fever',
    treated_kala_azar: 'was treated for kala-azar',
    rash_after_kala_azar: 'rash after kala-azar',
    itch_with_nodules_or_leopard_skin: 'itch with lumps or spotted loss of colour',
  },
};

export const PREDICATES: readonly Predicate[] = [
  ...Object.entries(NUMBERS).map(([code, [meaning, unit]]) => ({
    code,
    kind: PredicateKind.NUMBER,
    group: 'Numbers',
    meaning,
    unit,
  })),
  ...Object.entries(SIGNS).flatMap(([group, signs]) =>
    Object.entries(signs).map(([code, meaning]) => ({
      code,
      kind: PredicateKind.SIGN,
      group,
      meaning,
      unit: null,
    })),
  ),
];

const BY_CODE: ReadonlyMap<string, Predicate> = new Map(PREDICATES.map((p) => [p.code, p]));

/** Undefined for a code that the vocabulary does not know. */
export function findPredicate(code: string): Predicate | undefined {
  return BY_CODE.get(code);
}

/** Whether the vocabulary has such a sign. */
export function isSignCode(code: string): boolean {
  return BY_CODE.get(code)?.kind === PredicateKind.SIGN;
}

/** Whether the vocabulary has such a number. */
export function isNumberCode(code: string): boolean {
  return BY_CODE.get(code)?.kind === PredicateKind.NUMBER;
}

/** The code's plain meaning; the code itself where the vocabulary does not know it. */
export function meaningOf(code: string): string {
  return BY_CODE.get(code)?.meaning ?? code;
}
