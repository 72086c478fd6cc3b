/** The words of a case that are shared with the reference data set SCIN, and those of the conversation about it. */

export const BodySite = {
  HEAD_OR_NECK: 'HEAD_OR_NECK',
  ARM: 'ARM',
  PALM: 'PALM',
  BACK_OF_HAND: 'BACK_OF_HAND',
  TORSO_FRONT: 'TORSO_FRONT',
  TORSO_BACK: 'TORSO_BACK',
  GENITALIA_OR_GROIN: 'GENITALIA_OR_GROIN',
  BUTTOCKS: 'BUTTOCKS',
  LEG: 'LEG',
  FOOT_TOP_OR_SIDE: 'FOOT_TOP_OR_SIDE',
  FOOT_SOLE: 'FOOT_SOLE',
  MOUTH_OR_EYES: 'MOUTH_OR_EYES',
  WIDESPREAD: 'WIDESPREAD',
  OTHER: 'OTHER',
} as const;
export type BodySite = (typeof BodySite)[keyof typeof BodySite];

export const Texture = {
  RAISED_OR_BUMPY: 'RAISED_OR_BUMPY',
  FLAT: 'FLAT',
  ROUGH_OR_FLAKY: 'ROUGH_OR_FLAKY',
  FLUID_FILLED: 'FLUID_FILLED',
} as const;
export type Texture = (typeof Texture)[keyof typeof Texture];

export const Duration = {
  ONE_DAY: 'ONE_DAY',
  LESS_THAN_ONE_WEEK: 'LESS_THAN_ONE_WEEK',
  ONE_TO_FOUR_WEEKS: 'ONE_TO_FOUR_WEEKS',
  ONE_TO_THREE_MONTHS: 'ONE_TO_THREE_MONTHS',
  THREE_TO_TWELVE_MONTHS: 'THREE_TO_TWELVE_MONTHS',
  MORE_THAN_ONE_YEAR: 'MORE_THAN_ONE_YEAR',
  MORE_THAN_FIVE_YEARS: 'MORE_THAN_FIVE_YEARS',
  SINCE_CHILDHOOD: 'SINCE_CHILDHOOD',
  UNKNOWN: 'UNKNOWN',
} as const;
export type Duration = (typeof Duration)[keyof typeof Duration];

export const Progression = {
  WORSENING_FAST: 'WORSENING_FAST',
  WORSENING: 'WORSENING',
  STABLE: 'STABLE',
  IMPROVING: 'IMPROVING',
  UNKNOWN: 'UNKNOWN',
} as const;
export type Progression = (typeof Progression)[keyof typeof Progression];

export const SexAtBirth = {
  FEMALE: 'FEMALE',
  MALE: 'MALE',
  OTHER_OR_UNSPECIFIED: 'OTHER_OR_UNSPECIFIED',
} as const;
export type SexAtBirth = (typeof SexAtBirth)[keyof typeof SexAtBirth];

export const FitzpatrickSkinType = {
  FST1: 'FST1',
  FST2: 'FST2',
  FST3: 'FST3',
  FST4: 'FST4',
  FST5: 'FST5',
  FST6: 'FST6',
} as const;
export type FitzpatrickSkinType = (typeof FitzpatrickSkinType)[keyof typeof FitzpatrickSkinType];

export const ShotType = {
  CLOSE_UP: 'CLOSE_UP',
  AT_AN_ANGLE: 'AT_AN_ANGLE',
  AT_DISTANCE: 'AT_DISTANCE',
} as const;
export type ShotType = (typeof ShotType)[keyof typeof ShotType];

export const Speaker = { PATIENT: 'PATIENT', AGENT: 'AGENT' } as const;
export type Speaker = (typeof Speaker)[keyof typeof Speaker];

/** Who speaks for the patient. */
export const SpeakerRelation = {
  SELF: 'SELF',
  PARENT: 'PARENT',
  GUARDIAN: 'GUARDIAN',
  RELATIVE: 'RELATIVE',
  HEALTH_WORKER: 'HEALTH_WORKER',
  OTHER: 'OTHER',
} as const;
export type SpeakerRelation = (typeof SpeakerRelation)[keyof typeof SpeakerRelation];

export const ConsentKind = {
  CARE: 'CARE',
  IMAGE_CAPTURE: 'IMAGE_CAPTURE',
  DATA_SHARING: 'DATA_SHARING',
  RESEARCH: 'RESEARCH',
} as const;
export type ConsentKind = (typeof ConsentKind)[keyof typeof ConsentKind];

export const InterviewTopic = {
  CHIEF_COMPLAINT: 'CHIEF_COMPLAINT',
  BODY_SITE: 'BODY_SITE',
  DURATION: 'DURATION',
  PROGRESSION: 'PROGRESSION',
  SYMPTOMS: 'SYMPTOMS',
  GENERAL_SYMPTOMS: 'GENERAL_SYMPTOMS',
  HISTORY: 'HISTORY',
  EXPOSURE: 'EXPOSURE',
} as const;
export type InterviewTopic = (typeof InterviewTopic)[keyof typeof InterviewTopic];

export const SessionStage = {
  GREETING: 'GREETING',
  INTERVIEW: 'INTERVIEW',
  IMAGE_CONSENT: 'IMAGE_CONSENT',
  IMAGE_CAPTURE: 'IMAGE_CAPTURE',
  ANALYSIS: 'ANALYSIS',
  EXPLANATION: 'EXPLANATION',
  COMPLETE: 'COMPLETE',
  ESCALATED: 'ESCALATED',
} as const;
export type SessionStage = (typeof SessionStage)[keyof typeof SessionStage];

/** What the next utterance is expected to be, so that a voice client knows what to open. */
export const Expects = {
  SPEECH: 'SPEECH',
  YES_OR_NO: 'YES_OR_NO',
  PHOTO: 'PHOTO',
  NOTHING: 'NOTHING',
} as const;
export type Expects = (typeof Expects)[keyof typeof Expects];
