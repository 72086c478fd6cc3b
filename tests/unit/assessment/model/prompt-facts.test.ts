import { resolve } from 'node:path';
import { promptFacts } from '../../../../src/assessment/model/prompt-facts';
import {
  type AssessmentContent,
  Limitation,
  NO_FINDINGS,
  type SimilarCase,
  Speaker,
  type TriageCase,
  Truth,
  Urgency,
} from '../../../../src/domain';
import { loadConditionTable } from '../../../../src/retrieval';
import { openedCase, outcomeWith, redFlag } from '../../../support/cases';
import { RULE_SET } from '../../../support/house-rules';

const similar: SimilarCase = {
  sourceId: 'source-4711',
  caseId: 'case-4711',
  dataset: 'scin',
  similarity: 0.7,
  pictureSimilarity: 0.7,
  findingsSimilarity: null,
  conditions: [
    { name: 'Psoriasis', weight: 0.3 },
    { name: 'Eczema', weight: 0.7 },
  ],
  fitzpatrickSkinType: 'FST5',
  imageKey: 'key-4711',
  licence: 'SCIN',
};
const evidence: AssessmentContent = {
  ...outcomeWith(Urgency.SOON).assessment,
  redFlags: [
    { ...redFlag(Urgency.SOON, 'S01'), title: 'A sore that stays', because: 'sore: “Ms Okafor says”' },
  ],
  similarCases: [similar],
  limitations: [Limitation.IMAGE_MISSING, Limitation.MEDGEMMA_PENDING],
};

function toldCase(): TriageCase {
  const opened = openedCase();
  const utterance = {
    original: null,
    language: 'es',
    confidence: null,
    promptCode: null,
    at: opened.openedAt,
  };
  return {
    ...opened,
    speaker: 'PARENT',
    patient: { ...opened.patient, externalId: 'MRN-4711', ageYears: 7, fitzpatrickSkinType: 'FST6' },
    findings: {
      ...NO_FINDINGS,
      chiefComplaint: 'Itching since Okafor came',
      bodySites: ['BACK_OF_HAND'],
      signs: {
        itch: { truth: Truth.PRESENT, because: 'Okafor' },
        fever: { truth: Truth.ABSENT, because: 'Okafor' },
      },
      numbers: { age_years: { value: 7, because: 'Okafor' } },
    },
    utterances: [
      { ...utterance, id: 'u1', speaker: Speaker.AGENT, text: 'What is it, Okafor?' },
      { ...utterance, id: 'u2', speaker: Speaker.PATIENT, text: 'Le pica a Okafor' },
    ],
  };
}

describe('what the model is told', () => {
  const redacted: [string, string][] = [];
  const facts = async () => {
    const conditions = await loadConditionTable(resolve('configs/data/conditions.csv'));
    const redactForModel = (text: string, language: string): string => {
      redacted.push([text, language]);
      return text.replaceAll('Okafor', '[word]');
    };
    const deps = { conditions, ruleSet: RULE_SET, redactForModel };
    const facility = { travelDirections: 'Ask for Okafor.', endemicDiseases: ['buruli_ulcer'] };
    return promptFacts(deps, { triageCase: toldCase(), evidence, facility, hasPicture: true });
  };

  it('is in plain words and figures', async () => {
    expect(await facts()).toMatchObject({
      patient: { ageYears: 7, sexAtBirth: null, skinType: '6' },
      endemicHere: ['buruli ulcer'],
      findings: { complaint: 'Itching since [word] came', bodySites: ['back of hand'] },
      said: [{ by: 'parent who speaks for the patient', language: 'es', text: 'Le pica a [word]' }],
      evidence: {
        similarCases: [{ dataset: 'scin', labels: ['Eczema', 'Psoriasis'], skinType: '5' }],
        redFlags: ['S01 A sore that stays: SOON'],
        limitations: ['image missing'],
      },
      hasPicture: true,
    });
  });

  it('has gone through the redaction wherever somebody’s own words are in it, in their language', async () => {
    redacted.length = 0;
    await facts();
    expect(redacted).toEqual([
      ['Itching since Okafor came', 'en'],
      ['Le pica a Okafor', 'es'],
    ]);
  });

  it('holds no name, number or id of patient, facility or reference case', async () => {
    const told = JSON.stringify(await facts());
    const { id, number, patient } = toldCase();
    for (const secret of ['Okafor', '4711', id, number, patient.id]) expect(told).not.toContain(secret);
  });

  it('names every condition of the list, and what could still make an emergency of it', async () => {
    const { conditions, findings } = await facts();
    expect(conditions).toContain('Melanoma');
    expect(conditions.length).toBeGreaterThan(100);
    expect(findings.notKnown.length).toBeGreaterThan(0);
  });
});
