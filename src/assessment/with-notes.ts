import {
  type AssessmentContent,
  type AssessmentOutcome,
  composeExplanation,
  composeSoapNote,
  joinUrgency,
  type TriageCase,
  usableImages,
} from '../domain';
import { type LanguagePacks } from '../conversation';

/** How the patient's facility is reached from, and what is endemic there. */
export interface FacilityFacts {
  readonly travelDirections: string;
  readonly endemicDiseases: readonly string[];
}

/**
 * An assessment, whoever made it, with the note and the explanation that belong to it. Both are composed of its figures,
 * names and codes and of our own sentences: a language model's words have no way into them.
 */
export function withNotes(
  packs: LanguagePacks,
  {
    triageCase,
    facility,
    assessment,
  }: {
    readonly triageCase: TriageCase;
    readonly facility: FacilityFacts;
    readonly assessment: AssessmentContent;
  },
): AssessmentOutcome {
  const words = packs.find(triageCase.language) ?? packs.fallback;
  const usable = usableImages(triageCase).length;
  const { travelDirections } = facility;
  return {
    assessment,
    soapNote: {
      ...composeSoapNote({
        ...triageCase,
        usableImages: usable,
        unusableImages: triageCase.images.length - usable,
        assessment,
        travelDirections,
      }),
      disclaimer: packs.fallback.disclaimer,
    },
    explanation: {
      language: words.tag,
      ...composeExplanation({
        phrases: words.explanation,
        choices: words.choices,
        disclaimer: words.disclaimer,
        findings: triageCase.findings,
        urgency: joinUrgency(assessment.urgency, triageCase.urgency ?? assessment.urgency),
        travelDirections,
      }),
    },
  };
}
