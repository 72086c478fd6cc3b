import { ConsentKind, openSubmission, SpeakerRelation, type TriageCase } from '../../../src/domain';
import { type ReferenceCase } from '../../../src/retrieval';
import { type House } from '../safety/house';

/** Reference sets were asked in forms; their words, where there are any, are English. */
export const FORM_LANGUAGE = 'en';

/** The case that a partner would have submitted for this patient: answers, age, sex and skin, and not a word said. */
export function referencePatient(
  { newId, now }: Pick<House, 'newId' | 'now'>,
  { findings, patient, fitzpatrickSkinType }: ReferenceCase,
): TriageCase {
  const opening = {
    id: newId(),
    number: 'PAA-2026-000001',
    facilityId: newId(),
    language: FORM_LANGUAGE,
    speaker: SpeakerRelation.SELF,
    callbackReference: null,
    patient: { id: newId(), externalId: null, ageDays: null, fitzpatrickSkinType, ...patient },
  };
  const submission = {
    consents: [ConsentKind.CARE, ConsentKind.IMAGE_CAPTURE],
    findings,
    narrative: { text: '', original: Buffer.alloc(0) },
  };
  const { triageCase } = openSubmission(opening, submission, { now: now(), actor: 'SYSTEM', newId });
  return { ...triageCase, utterances: [] };
}
