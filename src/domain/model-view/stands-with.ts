import { type Assessment, type AssessmentContent, Limitation } from '../case/assessment';

/** How asking the language model may end without its word. */
export type ModelLimitation =
  | typeof Limitation.MEDGEMMA_UNAVAILABLE
  | typeof Limitation.MEDGEMMA_TIMEOUT
  | typeof Limitation.MEDGEMMA_UNPARSEABLE
  | typeof Limitation.MEDGEMMA_REFUSED_BY_GUARD;

/** For the clinician, in English: why there is no word of the model. */
const WHY: Readonly<Record<ModelLimitation, string>> = {
  MEDGEMMA_UNAVAILABLE: 'The language model could not be reached',
  MEDGEMMA_TIMEOUT: 'The language model did not answer in time',
  MEDGEMMA_UNPARSEABLE: 'The language model answered nothing that could be read',
  MEDGEMMA_REFUSED_BY_GUARD: 'What the language model answered was refused and is kept for audit alone',
};

/**
 * The content of the revision that ends the wait for the model without its word: the EVIDENCE assessment as it stands, with
 * the limitation in place of MEDGEMMA_PENDING wherever that is named. Recorded, it has an id and a revision of its own.
 */
export function standsWith(evidence: Assessment, limitation: ModelLimitation): AssessmentContent {
  const pending = Limitation.MEDGEMMA_PENDING;
  const limitations = evidence.limitations.map((one) => (one === pending ? limitation : one));
  const rationale = evidence.rationale.replaceAll(pending, limitation);
  return {
    ...evidence,
    limitations: [...new Set([...limitations, limitation])],
    rationale: `${rationale} ${WHY[limitation]}: this assessment rests on rules and reference cases alone.`,
  };
}
