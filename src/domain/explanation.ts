import { violatesTextSafety } from './text-safety';
import { Urgency } from './urgency';

/** Reviewed sentences of one language; nothing else is ever said to a patient about the outcome. */
export interface ExplanationPhrases {
  /** What to do now and how soon, by urgency. */
  readonly whatToDo: Readonly<Record<Urgency, string>>;
  /** Introduces the way to the referral centre. */
  readonly howToGetThere: string;
  /** When to come back sooner. */
  readonly safetyNet: string;
  /** What happens next: a health worker looks at everything. */
  readonly whatHappensNext: string;
}

interface ExplanationInput {
  readonly phrases: ExplanationPhrases;
  readonly disclaimer: string;
  readonly urgency: Urgency;
  /** The facility's own words, in its own language; empty where it has none. */
  readonly travelDirections: string;
}

/**
 * The explanation for the patient, from reviewed phrases alone: no condition is named and no model's words are in it.
 * The travel directions follow only where there is somewhere to go soon; they are a facility's free text, so that directions
 * which prescribe, claim or promise anything are left out. The disclaimer closes the text and stands
 * beside it, so that no client can show one without the other.
 */
export function composeExplanation(input: ExplanationInput): {
  readonly text: string;
  readonly disclaimer: string;
} {
  const { phrases, urgency, disclaimer } = input;
  const travel = input.travelDirections.trim();
  const isSelfCare = urgency === Urgency.SELF_CARE;
  const sentences = [
    phrases.whatToDo[urgency],
    ...(isSelfCare || travel === '' || violatesTextSafety(travel).length > 0
      ? []
      : [`${phrases.howToGetThere} ${travel}`]),
    phrases.safetyNet,
    phrases.whatHappensNext,
    disclaimer,
  ];
  return { text: sentences.join('\n'), disclaimer };
}
