import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRuleSet } from '../../../../src/assessment/load-rules';
import {
  Answer,
  BodySite,
  evaluateRedFlags,
  type Findings,
  NO_FINDINGS,
  parseRuleSet,
  Progression,
  type SuspicionModel,
  suspicionOf,
  Truth,
} from '../../../../src/domain';

const CONFIGS = join(__dirname, '../../../../configs');
const loaded = loadRuleSet(join(CONFIGS, 'red-flags.yaml'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const rules = loaded.value;
const NOWHERE = { malignantProbability: null, endemic: new Set<string>() };

function shipped(): SuspicionModel {
  if (rules.suspicion === null) throw new Error('There is no score.');
  return rules.suspicion;
}

function lesion(
  ageYears: number | null,
  said: Record<string, boolean>,
  more: Partial<Findings> = {},
): Findings {
  const signs = Object.entries(said).map(
    ([code, isPresent]) =>
      [code, { truth: isPresent ? Truth.PRESENT : Truth.ABSENT, because: code }] as const,
  );
  const numbers: Findings['numbers'] =
    ageYears === null ? {} : { age_years: { value: ageYears, because: 'told' } };
  return { ...NO_FINDINGS, signs: Object.fromEntries(signs), numbers, ...more };
}

function scoreOf(findings: Findings, picture: Parameters<typeof suspicionOf>[2] = null): number {
  return suspicionOf(shipped(), findings, picture)?.least ?? Number.NaN;
}

const SIX = {
  [Answer.ITCHES]: 'itch',
  [Answer.GREW]: 'size_change',
  [Answer.HURTS]: 'lesion_pain',
  [Answer.BLED]: 'bleeding',
  [Answer.RAISED]: 'elevated',
  [Answer.CHANGED]: 'shape_irregular',
};

describe('suspicionOf', () => {
  it.each(Object.values(SIX))('counts a yes to %s as no less than a no, and a blank as the no', (code) => {
    const known = { pigmented: true };
    const no = scoreOf(lesion(60, { ...known, [code]: false }));
    expect(scoreOf(lesion(60, { ...known, [code]: true }))).toBeGreaterThanOrEqual(no);
    expect(scoreOf(lesion(60, known))).toBe(no);
  });

  it('rises with age, and never falls', () => {
    const scores = [5, 25, 45, 60, 75, 95].map((age) => scoreOf(lesion(age, { pigmented: true })));
    expect([...scores].sort((a, b) => a - b)).toEqual(scores);
    expect(scores[0]).toBeLessThan(scores[4] ?? 0);
  });

  it.each<[string, Record<string, boolean>, Partial<Findings>]>([
    ['a rash that bleeds and grows', { rash: true, bleeding: true, size_change: true }, {}],
    ['what is all over', { bleeding: true, size_change: true }, { bodySites: [BodySite.WIDESPREAD] }],
    ['sore, itchy pimples', { elevated: true, lesion_pain: true, itch: true }, {}],
    ['an itch without anything to see', { itch: true, bleeding: false }, {}],
    ['nothing', {}, {}],
  ])('says nothing of %s', (_name, said, more) => {
    expect(suspicionOf(shipped(), lesion(70, said, more))).toBeNull();
  });

  it.each<[string, Record<string, boolean>, Partial<Findings>]>([
    ['a rash in words, but with a pearly edge', { rash: true, pearly_rolled_edge: true }, {}],
    ['a mole', { pigmented: true }, {}],
    ['a spot that was pressed', {}, { chiefComplaint: 'spot, mole or lump' }],
    ['noes to what is asked of a lesion', { elevated: false, bleeding: false, lesion_pain: false }, {}],
    ['what grows and bleeds', { size_change: true, bleeding: true }, {}],
  ])('has a score for %s', (_name, said, more) => {
    expect(suspicionOf(shipped(), lesion(70, said, more))).not.toBeNull();
  });

  it('lies between the youngest and the oldest while nobody told the age', () => {
    const unknown = suspicionOf(shipped(), lesion(null, { pigmented: true, itch: true }));
    expect(unknown?.least).toBe(scoreOf(lesion(0, { pigmented: true, itch: true })));
    expect(unknown?.most).toBe(scoreOf(lesion(100, { pigmented: true, itch: true })));
  });

  it('counts a course that worsens as a change', () => {
    const still = lesion(50, { pigmented: true });
    expect(scoreOf({ ...still, progression: Progression.WORSENING })).toBeGreaterThan(scoreOf(still));
  });

  it('moves with the picture: up as far as it goes, down only to the floor', () => {
    const known = lesion(50, { pigmented: true });
    const { picture } = shipped();
    const seen = (towards: number) => ({
      embedding: picture.weights.map((weight) => towards * weight),
      modelSha256: picture.embeddingModelSha256,
    });
    const logOddsOf = (score: number): number => Math.log(score / (1 - score));
    expect(scoreOf(known, seen(0.01))).toBeGreaterThan(scoreOf(known));
    expect(scoreOf(known, seen(0.02))).toBeGreaterThan(scoreOf(known, seen(0.01)));
    const taken = logOddsOf(scoreOf(known, seen(-9))) - logOddsOf(scoreOf(known));
    expect(taken).toBeCloseTo(picture.least, 6);
  });

  it('hears nothing from a picture that another model embedded', () => {
    const known = lesion(50, { pigmented: true });
    const { weights, embeddingModelSha256 } = shipped().picture;
    expect(scoreOf(known, { embedding: weights, modelSha256: 'another' })).toBe(scoreOf(known));
    expect(scoreOf(known, { embedding: [1], modelSha256: embeddingModelSha256 })).toBe(scoreOf(known));
  });

  it('counts the middle of an age band that was pressed', () => {
    const pressed = { age_years: { value: 15, because: 'answered AGE_15_TO_49 to AGE' } };
    expect(scoreOf({ ...lesion(null, { pigmented: true }), numbers: pressed })).toBe(
      scoreOf(lesion(32, { pigmented: true })),
    );
  });
});

describe('rule C13_SUSPICION', () => {
  it('fires from the threshold that is kept with the weights', () => {
    const rule = rules.rules.find(({ code }) => code === 'C13_SUSPICION');
    expect(rule?.when).toMatchObject({ code: 'suspicion_score', limit: shipped().threshold });
  });

  it('says which answers weighed most', () => {
    const { fired } = evaluateRedFlags(
      rules,
      lesion(72, { bleeding: true, elevated: false, size_change: false }),
      NOWHERE,
    );
    const flag = fired.find(({ code }) => code === 'C13_SUSPICION');
    expect(flag?.because).toMatch(/most of it by: age 72, it bled/);
  });

  it('is silent for a child with a mole that stays as it is', () => {
    const mole = lesion(9, { elevated: true, bleeding: false, size_change: false });
    expect(evaluateRedFlags(rules, mole, NOWHERE).fired).toEqual([]);
  });
});

describe('the file of the score', () => {
  const file = { version: '1', rules: [{ id: 'X', title: 't', level: 'SOON', when: 'fever', src: ['s'] }] };
  const read = (suspicion: unknown) =>
    parseRuleSet({ ...file, scores: {}, sources: { s: 'source' }, suspicion });
  const shippedFile = JSON.parse(
    readFileSync(join(CONFIGS, 'data', 'suspicion-score.json'), 'utf8'),
  ) as Record<string, unknown>;

  it('is read, and says what it was fitted on', () => {
    expect(read(shippedFile).ok).toBe(true);
    expect(shippedFile['provenance']).toMatchObject({ dataset: 'pad-ufes-20' });
  });

  it('is refused with a weight by which a yes would lower the score, or with one missing', () => {
    const answerWeights = { ...(shippedFile['answerWeights'] as object), BLED: -0.1 };
    expect(read({ ...shippedFile, answerWeights })).toMatchObject({ ok: false });
    expect(read({ ...shippedFile, intercept: undefined })).toMatchObject({ ok: false });
    const picture = { ...(shippedFile['picture'] as object), weights: [] };
    expect(read({ ...shippedFile, picture })).toMatchObject({ ok: false });
    expect(read('nothing')).toMatchObject({ ok: false });
  });
});
