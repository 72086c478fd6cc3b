import { type Findings } from '../findings/findings';
import { type ChoiceCode } from '../interview/choices';
import { Urgency } from '../urgency';
import { retell } from './retell';
import { violatesTextSafety } from './text-safety';

/** Reviewed sentences of one language; nothing else is ever said to a patient about the outcome. */
export interface ExplanationPhrases {
  /** What to do now and how soon, by urgency. */
  readonly whatToDo: Readonly<Record<Urgency, string>>;
  /** Introduces the way to the referral centre. */
  readonly howToGetThere: string;
  /** Introduces what the patient said, in the words of the choices. */
  readonly youToldMe: string;
  /** What will be done there, or at home, by urgency. */
  readonly whatToExpect: Readonly<Record<Urgency, string>>;
  /** When to come back sooner. */
  readonly safetyNet: string;
  /** What happens next: a health worker looks at everything. */
  readonly whatHappensNext: string;
}

interface ExplanationInput {
  readonly phrases: ExplanationPhrases;
  /** The words of the choices in the same language. */
  readonly choices: Readonly<Record<ChoiceCode, string>>;
  readonly disclaimer: string;
  readonly findings: Findings;
  readonly urgency: Urgency;
  /** The facility's own words, in its own language; empty where it has none. */
  readonly travelDirections: string;
}

/**
 * The explanation for the patient, from reviewed phrases alone: no condition is named and no model's words are in it,
 * nor any of the patient's own, which another listener might hear. What to do comes first, since it may be all that
 * somebody remembers. The disclaimer closes the text and stands beside it, so that no client can show one without the
 * other.
 */
export function composeExplanation(input: ExplanationInput): {
  readonly text: string;
  readonly disclaimer: string;
} {
  const { phrases, urgency, disclaimer } = input;
  const sentences = [
    phrases.whatToDo[urgency],
    wayThere(input),
    told(input),
    phrases.whatToExpect[urgency],
    phrases.safetyNet,
    phrases.whatHappensNext,
    disclaimer,
  ];
  return { text: sentences.filter((sentence) => sentence !== null).join('\n'), disclaimer };
}

/** Only where there is somewhere to go. The directions are free text: see sayableDirections. */
function wayThere({ phrases, urgency, travelDirections }: ExplanationInput): string | null {
  const directions = sayableDirections(travelDirections);
  if (urgency === Urgency.SELF_CARE || directions === null) return null;
  return `${phrases.howToGetThere} ${directions}`;
}

/** A facility's directions as they may be said; null where it has none, or they prescribe, claim or promise something. */
export function sayableDirections(travelDirections: string): string | null {
  const directions = travelDirections.trim();
  return directions === '' || violatesTextSafety(directions).length > 0 ? null : directions;
}

function told({ phrases, choices, findings }: ExplanationInput): string | null {
  const labels = retell(findings).map((code) => choices[code]);
  return labels.length === 0 ? null : `${phrases.youToldMe} ${labels.join(', ')}`;
}
