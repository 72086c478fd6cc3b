import { type Assessment, AssessmentSource, forPatients } from '../../../../src/domain';

const ours = { supportedBy: ['3 of 8 neighbours'], contradictedBy: ['no fever'] };
const theirs = { supportedBy: ['Language model: scale'], contradictedBy: ['Language model: no itch'] };
const candidate = { name: 'Eczema', icd10: ['L30.9'], probability: 0.6, malignantOrPremalignant: false };

const GUARDED: Pick<
  Assessment,
  'source' | 'differential' | 'unverifiedConditions' | 'rationale' | 'wouldChange' | 'confidence'
> = {
  source: AssessmentSource.MEDGEMMA,
  differential: [
    {
      ...candidate,
      supportedBy: [...ours.supportedBy, ...theirs.supportedBy],
      contradictedBy: [...ours.contradictedBy, ...theirs.contradictedBy],
    },
  ],
  unverifiedConditions: ['Glorbitis'],
  rationale: 'The language model on the same evidence: scaly plaques.',
  wouldChange: ['A picture in focus.', 'Language model: scale on the elbows.'],
  confidence: 0.4,
};

describe('an assessment as a patient may read it', () => {
  it('has its figures and our own reasons, and not a word of the model', () => {
    const read = forPatients(GUARDED);
    expect(read).toEqual({
      ...GUARDED,
      differential: [{ ...candidate, ...ours }],
      unverifiedConditions: [],
      rationale: expect.stringContaining('for clinicians') as string,
      wouldChange: [],
    });
    expect(JSON.stringify(read)).not.toMatch(/Language model:|scaly|Glorbitis/);
  });

  it('is the same but for what would change it where no model had a part in it', () => {
    const evidence = { ...GUARDED, source: AssessmentSource.EVIDENCE };
    expect(forPatients(evidence)).toEqual({ ...evidence, wouldChange: [] });
  });
});
