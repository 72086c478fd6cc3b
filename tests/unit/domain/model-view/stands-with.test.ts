import { type Assessment, Limitation, standsWith, Urgency } from '../../../../src/domain';

const { MEDGEMMA_PENDING, MEDGEMMA_TIMEOUT, MEDGEMMA_UNAVAILABLE, IMAGE_MISSING } = Limitation;

const PENDING: Assessment = {
  id: 'first',
  revision: 1,
  source: 'EVIDENCE',
  differential: [],
  unverifiedConditions: [],
  redFlags: [],
  urgency: Urgency.SOON,
  confidence: 0.4,
  rationale: 'No red-flag rule fired. Not used or not known: IMAGE_MISSING, MEDGEMMA_PENDING.',
  wouldChange: ['A picture.'],
  similarCases: [],
  evidence: null,
  disclaimer: 'No diagnosis.',
  limitations: [IMAGE_MISSING, MEDGEMMA_PENDING],
  provenance: {
    assessorModel: 'evidence',
    promptVersion: null,
    embeddingModel: 'pictures',
    embeddingModelSha256: 'digest',
    indexName: 'index',
    indexVersion: '1',
    rulesVersion: '1',
    appVersion: '1',
    latencyMs: 1,
  },
  createdAt: new Date(0),
};

describe('evidence that stands without the model', () => {
  it('names in place of the wait how it ended, also in words, and is otherwise the same', () => {
    const content = standsWith(PENDING, MEDGEMMA_TIMEOUT);
    expect(content).toMatchObject({
      ...PENDING,
      limitations: [IMAGE_MISSING, MEDGEMMA_TIMEOUT],
      rationale:
        'No red-flag rule fired. Not used or not known: IMAGE_MISSING, MEDGEMMA_TIMEOUT. ' +
        'The language model did not answer in time: this assessment rests on rules and reference cases alone.',
    });
  });

  it('names it even where nobody waited, and once', () => {
    const named = [IMAGE_MISSING, MEDGEMMA_UNAVAILABLE];
    const nobodyWaited = { ...PENDING, limitations: [IMAGE_MISSING] };
    expect(standsWith(nobodyWaited, MEDGEMMA_UNAVAILABLE).limitations).toEqual(named);
    const both = { ...PENDING, limitations: [...named, MEDGEMMA_PENDING] };
    expect(standsWith(both, MEDGEMMA_UNAVAILABLE).limitations).toEqual(named);
  });
});
