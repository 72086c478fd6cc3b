/** Why a text must not go towards a patient. */
export const TextDanger = {
  DRUG_DOSE: 'DRUG_DOSE',
  PRESCRIPTION: 'PRESCRIPTION',
  CLAIMS_TO_BE_A_DOCTOR: 'CLAIMS_TO_BE_A_DOCTOR',
  CERTAINTY: 'CERTAINTY',
} as const;
export type TextDanger = (typeof TextDanger)[keyof typeof TextDanger];

/**
 * English, and the words that Spanish, French and Portuguese share with it closely enough. First depth: a model's
 * text is never shown to a patient, so this is the second lock of that door, not its only one.
 */
const PATTERNS: readonly (readonly [TextDanger, RegExp])[] = [
  [
    TextDanger.DRUG_DOSE,
    /\p{N}+(?:[.,]\p{N}+)?\s*(?:mg|mcg|µg|μg|ug|g|ml|iu|ui|units?|tablets?|tabs?|capsules?|pills?|drops?|puffs?|comprim\w*|cápsulas?|gélules?|gotas?|gouttes?)(?:\s*\/\s*\w+)?(?!\p{L})/iu,
  ],
  [
    TextDanger.DRUG_DOSE,
    /\b(?:once|twice|(?:two|three|four|\d+)\s+times)\s+(?:a|per|each|every)\s+(?:day|week)\b|\bevery\s+(?:\d+|four|six|eight|twelve)\s+hours\b/iu,
  ],
  [
    TextDanger.PRESCRIPTION,
    /\b(?:i|we)\s+(?:will\s+|hereby\s+|would\s+)?prescrib\w*|\b(?:you\s+(?:should|must|need\s+to)\s+|please\s+|^)(?:take|apply|inject|swallow|start|use)\s+(?:an?\s+|some\s+|the\s+|your\s+)?(?:\w+\s+){0,2}(?:antibiotics?|steroids?|tablets?|pills?|ointment|cream|\w+(?:cillin|mycin|cycline|azole|sone|olone|solone|oxacin|vir|mab|prim))\b/imu,
  ],
  [
    TextDanger.CLAIMS_TO_BE_A_DOCTOR,
    /\b(?:i\s+am|i['’]?m|this\s+is)\s+(?:an?\s+|your\s+|the\s+)?(?:real\s+|licen[sc]ed\s+)?(?:doctor|physician|dermatologist|clinician|nurse)\b|\bas\s+(?:a|your)\s+(?:doctor|physician|dermatologist),?\s+i\b|(?<!\b(?:no|não)\s+)\b(?:soy|je\s+suis|sou)\s+(?:un\s+|una\s+|une\s+|um\s+|uma\s+)?(?:m[ée]dic[oa]|m[ée]decin|docteure?|doctora?|doutora?)(?!\p{L})/iu,
  ],
  [
    TextDanger.CERTAINTY,
    /\b(?:you|he|she|they)\s+(?:definitely|certainly|clearly|surely|undoubtedly)\s+(?:have|has|do|does)\b|\b(?:this|it)\s+(?:is|must\s+be)\s+(?:definitely|certainly|clearly|undoubtedly|without\s+(?:a\s+)?doubt)|\byou\s+(?:do\s+not|don['’]?t)\s+have\s+(?:cancer|melanoma)|\byour\s+diagnosis\s+is\b|\b(?:100\s*%|absolutely)\s+(?:sure|certain)\b|\b(?:nothing\s+to\s+worry\s+about|completely\s+harmless|no\s+need\s+to\s+see\s+(?:a|any)\s+(?:doctor|clinician|health\s+worker))\b/iu,
  ],
];

/**
 * The reasons why a text may not be shown or said to a patient: it names a dose, prescribes, claims to be a doctor or
 * states a diagnosis (or its absence) as certain. Empty: none was found. "I am not a doctor" is no claim.
 */
export function violatesTextSafety(text: string): readonly TextDanger[] {
  const found = PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([danger]) => danger);
  return [...new Set(found)];
}
