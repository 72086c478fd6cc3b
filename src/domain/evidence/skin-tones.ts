import { type SimilarCase } from '../case/assessment';
import { type SkinToneSupport } from '../case/evidence-summary';
import { FitzpatrickSkinType } from '../vocabulary';

/** Lightest to darkest. */
const SCALE: readonly FitzpatrickSkinType[] = Object.values(FitzpatrickSkinType);

/** How far the similar cases show skin like the patient's. A skin that nobody recorded is like none. */
export function skinToneSupport(
  patient: FitzpatrickSkinType | null,
  similarCases: readonly Pick<SimilarCase, 'fitzpatrickSkinType'>[],
): SkinToneSupport {
  const support = { same: 0, adjacent: 0, distant: 0, unknown: 0 };
  for (const { fitzpatrickSkinType } of similarCases) {
    support[likenessOf(patient, fitzpatrickSkinType)] += 1;
  }
  return { patient, cases: similarCases.length, ...support };
}

function likenessOf(
  patient: FitzpatrickSkinType | null,
  other: FitzpatrickSkinType | null,
): 'same' | 'adjacent' | 'distant' | 'unknown' {
  if (patient === null || other === null) return 'unknown';
  const steps = Math.abs(SCALE.indexOf(patient) - SCALE.indexOf(other));
  if (steps === 0) return 'same';
  return steps === 1 ? 'adjacent' : 'distant';
}

/** What part of a confidence is lost if every similar case were of this kind. A judgement, not a measurement: docs/adr/0018. */
const LOSS = { same: 0, adjacent: 0.1, unknown: 0.2, distant: 0.4 } as const;

/**
 * The confidence that may be stated (0 to 1) of what similar cases say, when they show other skin than the patient's or skin
 * of unknown colour: never more than `confidence`, and never nothing of something. It has no say in the urgency.
 */
export function confidenceAcrossSkinTones(confidence: number, support: SkinToneSupport): number {
  if (support.cases === 0) return confidence;
  const { same, adjacent, unknown, distant } = support;
  const lost = same * LOSS.same + adjacent * LOSS.adjacent + unknown * LOSS.unknown + distant * LOSS.distant;
  return confidence * (1 - lost / support.cases);
}
