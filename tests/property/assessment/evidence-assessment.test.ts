import { resolve } from 'node:path';
import fc from 'fast-check';
import { type AssessorDeps, makeEvidenceAssessment } from '../../../src/assessment/make-evidence-assessment';
import {
  DEFAULT_FUSION,
  DEFAULT_URGENCY_THRESHOLDS,
  FitzpatrickSkinType,
  Limitation,
  type SimilarCase,
} from '../../../src/domain';
import { loadConditionTable } from '../../../src/retrieval';
import { openedCase } from '../../support/cases';
import { embedderThat } from '../../support/embedders';
import { PACKS, PROFILES, RULE_SET } from '../../support/house-rules';

const facility = { travelDirections: 'By bus.', endemicDiseases: [] };
const type = fc.option(fc.constantFrom(...Object.values(FitzpatrickSkinType)));
const NAMES = ['Melanoma', 'Eczema', 'Basal Cell Carcinoma', 'Psoriasis'];
const similarCase = fc.record({
  name: fc.constantFrom(...NAMES),
  similarity: fc.double({ min: 0, max: 1, noNaN: true }),
  skin: type,
});
const asked = fc.record({
  byPicture: fc.array(similarCase, { maxLength: 8 }),
  byFindings: fc.array(similarCase, { maxLength: 8 }),
  patient: type,
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

describe('the evidence assessment', () => {
  let deps: AssessorDeps;
  beforeAll(async () => {
    deps = {
      ruleSet: { ...RULE_SET, suspicion: null },
      conditions: await loadConditionTable(resolve('configs/data/conditions.csv')),
      profiles: PROFILES,
      fusion: DEFAULT_FUSION,
      thresholds: DEFAULT_URGENCY_THRESHOLDS,
      packs: PACKS,
      embedder: embedderThat(() => Promise.resolve([])),
      standingLimitations: [],
      appVersion: 'test',
    };
  });

  const shown = (cases: Asked['byPicture'], kind: string, known: boolean) =>
    cases.map(({ name, similarity, skin }, place): SimilarCase => ({
      sourceId: `${kind} ${place}`,
      caseId: `${kind} ${place}`,
      dataset: 'test',
      similarity,
      pictureSimilarity: null,
      findingsSimilarity: null,
      conditions: [{ name, weight: 1 }],
      fitzpatrickSkinType: known ? skin : null,
      imageKey: null,
      licence: 'CC BY 4.0',
    }));
  /** `known`: whether anybody's skin type is known. */
  function assess({ byPicture, byFindings, patient }: Asked, known: boolean) {
    const opened = openedCase();
    const fitzpatrickSkinType = known ? patient : null;
    const evidence = {
      byPicture: shown(byPicture, 'picture', known),
      byFindings: shown(byFindings, 'answers', known),
      picture: null,
      floors: { byPicture: 0, byFindings: 0 },
      indexName: 'test',
      indexVersion: 'test',
      limitations: [],
    };
    const triageCase = { ...opened, patient: { ...opened.patient, fitzpatrickSkinType } };
    const modelLimitation = Limitation.MEDGEMMA_UNAVAILABLE;
    const input = { triageCase, evidence, facility, modelLimitation, latencyMs: 1 };
    return makeEvidenceAssessment(deps, input).assessment;
  }

  it('is as urgent, and suggests the same, whatever the colour of the skin; only its confidence may be less', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const seen = assess(given, true);
        const unseen = assess(given, false);
        expect(seen.urgency).toBe(unseen.urgency);
        expect(seen.differential).toEqual(unseen.differential);
        expect(seen.confidence).toBeLessThanOrEqual(seen.differential[0]?.probability ?? 0);
      }),
    );
  });

  it('suggests nothing, with no confidence, where nothing similar is known', () => {
    const nothing = assess({ byPicture: [], byFindings: [], patient: null }, true);
    expect(nothing).toMatchObject({ differential: [], confidence: 0, similarCases: [] });
  });

  it('counts each similar case once', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const { similarCases, evidence } = assess(given, true);
        const skinTones = evidence?.skinTones;
        expect(similarCases).toHaveLength(given.byPicture.length + given.byFindings.length);
        expect(skinTones?.cases).toBe(similarCases.length);
      }),
    );
  });
});
