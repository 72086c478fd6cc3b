import {
  type Assessment,
  AssessmentSource,
  composeSoapNote,
  Limitation,
  NO_FINDINGS,
  type SoapInput,
  Truth,
  Urgency,
} from '../../../../src/domain';

const ASSESSMENT: Assessment = {
  id: 'a',
  revision: 1,
  source: AssessmentSource.EVIDENCE,
  differential: [],
  redFlags: [],
  urgency: Urgency.ROUTINE,
  confidence: 0.4,
  rationale: '',
  similarCases: [],
  wouldChange: [],
  unverifiedConditions: [],
  evidence: null,
  disclaimer: 'd',
  limitations: [],
  provenance: {
    assessorModel: 'evidence',
    promptVersion: null,
    embeddingModel: 'm',
    embeddingModelSha256: '',
    indexName: 'i',
    indexVersion: '1',
    rulesVersion: '1',
    appVersion: '1',
    latencyMs: 1,
  },
  createdAt: new Date(0),
};
const NOTHING_KNOWN: SoapInput = {
  patient: { ageYears: null, ageDays: null, sexAtBirth: null, fitzpatrickSkinType: null },
  speaker: 'SELF',
  language: 'en',
  consents: [],
  dialogue: null,
  findings: NO_FINDINGS,
  usableImages: 0,
  unusableImages: 0,
  assessment: ASSESSMENT,
  travelDirections: '',
};

describe('composeSoapNote', () => {
  it('leaves no part empty when nothing is known, and says so', () => {
    const note = composeSoapNote(NOTHING_KNOWN);
    const parts: readonly string[] = [note.subjective, note.objective, note.assessment, note.plan];
    for (const part of parts) expect(part.trim()).not.toBe('');
    expect(note.subjective).toContain('Duration not stated');
    expect(note.objective).toContain('No usable picture');
  });

  it('says what was declined, and is otherwise silent about it', () => {
    expect(composeSoapNote(NOTHING_KNOWN).subjective).not.toContain('declined');
    const at = new Date(0);
    const refused = {
      id: 'c',
      kind: 'IMAGE_CAPTURE',
      granted: false,
      givenBy: 'SELF',
      language: 'en',
      wording: 'en-1',
      at,
    } as const;
    const dialogue = { askedPrompts: ['GREETING', 'EMERGENCY_NOW', 'REFERRAL_RISK', 'REFERRAL_DECLINED'] };
    const { subjective } = composeSoapNote({ ...NOTHING_KNOWN, consents: [refused], dialogue });
    expect(subjective).toContain('Pictures were declined.');
    expect(subjective).toContain('Going to hospital at once was declined after the danger was spoken.');
  });

  it('keeps what was denied apart from what was not said', () => {
    const signs = {
      fever: { truth: Truth.ABSENT, because: 'no fever' },
      itch: { truth: Truth.PRESENT, because: 'itchy' },
    };
    const { subjective } = composeSoapNote({ ...NOTHING_KNOWN, findings: { ...NO_FINDINGS, signs } });
    expect(subjective).toContain('Present: itch.');
    expect(subjective).toContain('Denied: fever.');
  });

  it('carries the way there, the flags, the possibilities and the limits', () => {
    const assessment: Assessment = {
      ...ASSESSMENT,
      urgency: Urgency.SOON,
      limitations: [Limitation.IMAGE_MISSING],
      redFlags: [
        { code: 'C08', title: 'Purple lumps', urgency: Urgency.SOON, because: 'said so', citation: 'x' },
      ],
      differential: [
        {
          name: 'Melanoma',
          icd10: ['C43'],
          probability: 0.314,
          malignantOrPremalignant: true,
          supportedBy: [],
          contradictedBy: [],
        },
      ],
    };
    const note = composeSoapNote({ ...NOTHING_KNOWN, assessment, travelDirections: 'Bus 12 to the river.' });
    expect(note.assessment).toContain('Melanoma (C43) 31 %');
    expect(note.assessment).toContain('C08 Purple lumps (because: said so)');
    expect(note.assessment).toContain('image missing');
    expect(note.plan).toContain('within 2 weeks');
    expect(note.plan).toContain('Bus 12 to the river.');
  });

  it('says where a measurement came from, since a pressed age stands for a whole band', () => {
    const because = 'answered AGE_15_TO_49 to AGE';
    const findings = { ...NO_FINDINGS, numbers: { age_years: { value: 15, because } } };
    expect(composeSoapNote({ ...NOTHING_KNOWN, findings }).objective).toContain(`15 years (${because})`);
  });

  it('gives an infant’s age in days', () => {
    const patient = { ...NOTHING_KNOWN.patient, ageYears: 0, ageDays: 20 };
    expect(composeSoapNote({ ...NOTHING_KNOWN, patient }).subjective).toContain('20 days old');
  });
});
