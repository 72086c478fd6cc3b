import { resolve } from 'node:path';
import fc from 'fast-check';
import { type AssessorDeps, makeEvidenceAssessment } from '../../../src/assessment/make-evidence-assessment';
import {
  BodySite,
  DEFAULT_FUSION,
  DEFAULT_URGENCY_THRESHOLDS,
  Duration,
  type Findings,
  FitzpatrickSkinType,
  Limitation,
  NO_FINDINGS,
  type SimilarCase,
  Texture,
  type TriageCase,
  Truth,
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
const SIGNS = ['itch', 'lesion_pain', 'bleeding', 'elevated', 'size_change', 'blisters'];
const told = fc
  .record({
    signs: fc.dictionary(
      fc.constantFrom(...SIGNS),
      fc.record({ truth: fc.constantFrom(Truth.PRESENT, Truth.ABSENT), because: fc.constant('said') }),
    ),
    bodySites: fc.subarray(Object.values(BodySite)),
    textures: fc.subarray(Object.values(Texture)),
    duration: fc.option(fc.constantFrom(...Object.values(Duration))),
  })
  .map((said): Findings => ({ ...NO_FINDINGS, ...said }));
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
  function assess(
    { byPicture, byFindings, patient }: Asked,
    known: boolean,
    {
      profiles = PROFILES,
      findings = NO_FINDINGS,
    }: Partial<Pick<AssessorDeps, 'profiles'> & Pick<TriageCase, 'findings'>> = {},
  ) {
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
    const triageCase = { ...opened, findings, patient: { ...opened.patient, fitzpatrickSkinType } };
    const modelLimitation = Limitation.MEDGEMMA_UNAVAILABLE;
    const input = { triageCase, evidence, facility, modelLimitation, latencyMs: 1 };
    return makeEvidenceAssessment({ ...deps, profiles }, input).assessment;
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

  it('argues from answers without changing a probability or an urgency, and holds none against a cancer', () => {
    const nobody = { version: 'none', conditions: [] };
    let argued = 0;
    fc.assert(
      fc.property(asked, told, (given, findings) => {
        const silent = assess(given, true, { findings, profiles: nobody });
        const arguing = assess(given, true, { findings });
        const before = silent.differential;
        const differential = arguing.differential.map((candidate, place) => {
          const { supportedBy = [], contradictedBy = [] } = before[place] ?? {};
          argued += candidate.supportedBy.length - supportedBy.length;
          expect(candidate.supportedBy.slice(0, supportedBy.length)).toEqual(supportedBy);
          if (candidate.malignantOrPremalignant) expect(candidate.contradictedBy).toEqual(contradictedBy);
          return { ...candidate, supportedBy, contradictedBy };
        });
        expect({ ...arguing, differential }).toEqual(silent);
      }),
    );
    expect(argued).toBeGreaterThan(0);
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
