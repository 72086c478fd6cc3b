import { type CandidateCondition, type ConditionTable } from '../../../src/domain';
import { type PromptFacts } from '../../../src/language-model';

/** What the reference cases might say of the invented patient. */
export function inventedEvidence(conditions: ConditionTable): CandidateCondition[] {
  const likely = [
    ['Psoriasis', 0.45],
    ['Eczema', 0.25],
    ['Tinea', 0.1],
  ] as const;
  return likely.map(([name, probability]) => {
    const { icd10, malignantOrPremalignant } = conditions.find(name);
    return { name, icd10, malignantOrPremalignant, probability, supportedBy: [], contradictedBy: [] };
  });
}

/** A patient whom nobody knows, with plaques that scale: nothing urgent, and nothing that a picture could contradict. */
export function inventedFacts(conditions: ConditionTable, hasPicture: boolean): PromptFacts {
  return {
    patient: { ageYears: 35, ageDays: null, sexAtBirth: 'female', skinType: '4' },
    endemicHere: [],
    findings: {
      complaint: 'I have dry patches on both elbows.',
      bodySites: ['arm'],
      textures: ['rough or flaky', 'raised or bumpy'],
      duration: 'more than three months',
      progression: null,
      present: ['itching', 'increasing size'],
      absent: ['fever', 'bleeding'],
      notKnown: ['joint pain'],
      measurements: [],
    },
    said: [
      { by: 'patient', language: 'en', text: 'Dry patches on both elbows, for half a year. They itch.' },
    ],
    evidence: {
      candidates: inventedEvidence(conditions),
      similarCases: [],
      redFlags: [],
      limitations: hasPicture ? [] : ['image missing'],
    },
    conditions: conditions.names,
    hasPicture,
  };
}
