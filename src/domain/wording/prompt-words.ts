import { type Findings } from '../findings/findings';
import { type ChoiceCode } from '../interview/choices';
import { deniedDangers } from '../interview/read-back';
import { type PromptCode } from '../prompt-codes';
import { sayableDirections } from './explanation';

/** What a sentence of a language file may leave open; filled in when it is said. */
export const PROMPT_BLANKS: Readonly<Partial<Record<PromptCode, string>>> = {
  READ_BACK: '{items}',
  EMERGENCY_NOW: '{directions}',
  EMERGENCY_NOT_SKIN: '{directions}',
};

/** Whether the prompt says how to get to help, so that the facility's directions are needed to word it. */
export function namesDirections(code: PromptCode): boolean {
  return PROMPT_BLANKS[code] === '{directions}';
}

/** The sentences of one language, and a facility's directions. */
export interface PromptWords {
  readonly prompts: Readonly<Record<PromptCode, string>>;
  readonly choices: Readonly<Record<ChoiceCode, string>>;
  /** Introduces the way to the referral centre. */
  readonly howToGetThere: string;
  /** The facility's own words, in its own language; empty where it has none. */
  readonly travelDirections: string;
}

/**
 * What a prompt says. Only reviewed sentences, names of answers, and the facility's directions are ever in it: directions
 * that prescribe, claim or promise anything are left out, and nothing that the patient said is repeated in their words.
 */
export function wordPrompt(code: PromptCode, findings: Findings, words: PromptWords): string {
  const sentence = words.prompts[code];
  const blank = PROMPT_BLANKS[code];
  if (blank === undefined) return sentence;
  const filling = blank === '{items}' ? deniedNames(findings, words) : directionsOf(words);
  return sentence
    .replace(blank, () => filling)
    .replace(/\s{2,}/g, ' ')
    .trim();
}

function deniedNames(findings: Findings, { choices }: PromptWords): string {
  return deniedDangers(findings)
    .map((choice) => choices[choice].toLocaleLowerCase())
    .join(', ');
}

/** Where to go now; empty where the facility wrote nothing that may be said. */
function directionsOf({ howToGetThere, travelDirections }: PromptWords): string {
  const directions = sayableDirections(travelDirections);
  if (directions === null) return '';
  return `${howToGetThere} ${/[.!?।。]$/u.test(directions) ? directions : `${directions}.`}`;
}
