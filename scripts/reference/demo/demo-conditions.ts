import { type LesionStyle } from './demo-pictures';

/** One condition of the demonstration set: how it is drawn, and what people who have it typically answer. */
export interface DemoCondition {
  /** SCIN's name. */
  readonly name: string;
  readonly style: LesionStyle;
  /** SCIN columns that every case ticks. */
  readonly always: readonly string[];
  /** Columns of which each case ticks one. */
  readonly oneOf: readonly string[];
  readonly durations: readonly string[];
  readonly ages: readonly string[];
}

const YOUNG = ['AGE_18_TO_29', 'AGE_30_TO_39'];
const MIDDLE = ['AGE_30_TO_39', 'AGE_40_TO_49', 'AGE_50_TO_59'];
const OLD = ['AGE_60_TO_69', 'AGE_70_TO_79', 'AGE_80_OR_ABOVE'];
const WEEKS = ['ONE_TO_FOUR_WEEKS', 'ONE_TO_THREE_MONTHS'];
const YEARS = ['MORE_THAN_ONE_YEAR', 'MORE_THAN_FIVE_YEARS'];

/** Typical textbook answers, made up for demonstration: they are nobody's and prove nothing. */
export const DEMO_CONDITIONS: readonly DemoCondition[] = [
  {
    name: 'Melanoma',
    style: {
      count: 1,
      radius: [0.14, 0.2],
      ragged: 0.35,
      softness: 0.06,
      layout: 'centre',
      paint: 'mottled-brown',
    },
    always: [
      'textures_raised_or_bumpy',
      'condition_symptoms_increasing_size',
      'condition_symptoms_darkening',
    ],
    oneOf: ['body_parts_torso_back', 'body_parts_leg', 'body_parts_foot_sole'],
    durations: ['THREE_TO_TWELVE_MONTHS', 'ONE_TO_THREE_MONTHS'],
    ages: [...MIDDLE, ...OLD],
  },
  {
    name: 'Basal Cell Carcinoma',
    style: { count: 1, radius: [0.1, 0.16], ragged: 0.08, softness: 0.12, layout: 'centre', paint: 'pearly' },
    always: ['textures_raised_or_bumpy', 'condition_symptoms_bleeding', 'condition_symptoms_increasing_size'],
    oneOf: ['body_parts_head_or_neck', 'body_parts_head_or_neck', 'body_parts_torso_back'],
    durations: ['THREE_TO_TWELVE_MONTHS', 'MORE_THAN_ONE_YEAR'],
    ages: OLD,
  },
  {
    name: 'Eczema',
    style: {
      count: 5,
      radius: [0.12, 0.2],
      ragged: 0.3,
      softness: 0.5,
      layout: 'scattered',
      paint: 'red-scaly',
    },
    always: ['textures_rough_or_flaky', 'condition_symptoms_itching'],
    oneOf: ['body_parts_arm', 'body_parts_back_of_hand', 'body_parts_leg'],
    durations: [...WEEKS, ...YEARS],
    ages: [...YOUNG, ...MIDDLE],
  },
  {
    name: 'Tinea',
    style: {
      count: 2,
      radius: [0.16, 0.24],
      ragged: 0.05,
      softness: 0.08,
      layout: 'scattered',
      paint: 'ring',
    },
    always: ['textures_rough_or_flaky', 'condition_symptoms_itching', 'condition_symptoms_increasing_size'],
    oneOf: ['body_parts_torso_front', 'body_parts_genitalia_or_groin', 'body_parts_foot_top_or_side'],
    durations: WEEKS,
    ages: [...YOUNG, ...MIDDLE],
  },
  {
    name: 'Psoriasis',
    style: {
      count: 3,
      radius: [0.16, 0.24],
      ragged: 0.1,
      softness: 0.04,
      layout: 'scattered',
      paint: 'silver-scale',
    },
    always: [
      'textures_raised_or_bumpy',
      'textures_rough_or_flaky',
      'condition_symptoms_bothersome_appearance',
    ],
    oneOf: ['body_parts_arm', 'body_parts_leg', 'body_parts_torso_back'],
    durations: YEARS,
    ages: MIDDLE,
  },
  {
    name: 'Urticaria',
    style: {
      count: 9,
      radius: [0.05, 0.12],
      ragged: 0.2,
      softness: 0.15,
      layout: 'scattered',
      paint: 'wheal',
    },
    always: ['textures_raised_or_bumpy', 'condition_symptoms_itching', 'condition_symptoms_burning'],
    oneOf: ['body_parts_torso_front', 'body_parts_arm', 'body_parts_leg'],
    durations: ['ONE_DAY', 'LESS_THAN_ONE_WEEK'],
    ages: [...YOUNG, ...MIDDLE],
  },
  {
    name: 'Impetigo',
    style: {
      count: 6,
      radius: [0.05, 0.1],
      ragged: 0.25,
      softness: 0.08,
      layout: 'scattered',
      paint: 'honey-crust',
    },
    always: ['textures_fluid_filled', 'condition_symptoms_pain'],
    oneOf: ['body_parts_head_or_neck', 'body_parts_arm', 'body_parts_back_of_hand'],
    durations: ['LESS_THAN_ONE_WEEK', 'ONE_TO_FOUR_WEEKS'],
    ages: YOUNG,
  },
  {
    name: 'Melanocytic Nevus',
    style: {
      count: 1,
      radius: [0.06, 0.1],
      ragged: 0.03,
      softness: 0.08,
      layout: 'centre',
      paint: 'even-brown',
    },
    always: ['textures_flat', 'condition_symptoms_no_relevant_experience'],
    oneOf: ['body_parts_torso_back', 'body_parts_torso_front', 'body_parts_arm'],
    durations: ['SINCE_CHILDHOOD', 'MORE_THAN_FIVE_YEARS'],
    ages: YOUNG,
  },
];
