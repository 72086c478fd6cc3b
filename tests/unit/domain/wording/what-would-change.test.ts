import {
  BodySite,
  type ChangeInput,
  Duration,
  type Findings,
  Limitation,
  NO_FINDINGS,
  type RuleSet,
  Urgency,
  whatWouldChange,
} from '../../../../src/domain';
import { openedCase } from '../../../support/cases';

const rules: RuleSet = {
  version: 'test',
  rules: [
    rule('U1', Urgency.URGENT, ['fever']),
    rule('E1', Urgency.EMERGENCY, ['rash', 'fever', 'neck_stiffness']),
    rule('E2', Urgency.EMERGENCY, ['blisters', 'new_drug_within_8w']),
  ],
  scores: {},
  suspicion: null,
  sources: {},
};

function rule(code: string, urgency: Urgency, signs: readonly string[]): RuleSet['rules'][number] {
  const of = signs.map((sign) => ({ kind: 'SIGN' as const, code: sign }));
  return {
    code,
    title: code,
    urgency,
    when: { kind: 'ALL', of },
    sources: [],
    note: null,
    endemicDisease: null,
  };
}

const known: Findings = {
  ...NO_FINDINGS,
  bodySites: [BodySite.ARM],
  duration: Duration.ONE_DAY,
  numbers: { age_years: { value: 40, because: 'said' } },
};
const saying = (signs: Record<string, 'PRESENT' | 'ABSENT'>): Findings => ({
  ...known,
  signs: Object.fromEntries(Object.entries(signs).map(([code, truth]) => [code, { truth, because: 'said' }])),
});
const nothingOpen = saying({ fever: 'ABSENT', blisters: 'ABSENT' });

function told(findings: Findings, given: Partial<ChangeInput> = {}): readonly string[] {
  return whatWouldChange({
    triageCase: { ...openedCase(), findings },
    ruleSet: rules,
    context: { malignantProbability: null, endemic: new Set() },
    urgency: Urgency.ROUTINE,
    limitations: [],
    malignantThreshold: 0.1,
    skinTones: { cases: 0, distant: 0 },
    ...given,
  });
}

describe('whatWouldChange', () => {
  it('says nothing where all is known and nothing is near', () => {
    expect(told(nothingOpen)).toEqual([]);
  });

  it('names the answers that would fire a rule, the most urgent rule and the nearest way first', () => {
    expect(told(saying({ fever: 'ABSENT', blisters: 'PRESENT' }))).toEqual([
      'A yes to “new medicine in the last eight weeks” would make it EMERGENCY [E2].',
    ]);
    expect(told(known)).toEqual([
      'A yes to “blisters” together with “new medicine in the last eight weeks” would make it EMERGENCY [E2].',
      'A yes to “fever” would make it URGENT [U1].',
    ]);
  });

  it('names no rule that would not raise it', () => {
    expect(told(known, { urgency: Urgency.URGENT })).toHaveLength(1);
    expect(told(known, { urgency: Urgency.EMERGENCY })).toEqual([]);
  });

  it.each([
    [Limitation.IMAGE_MISSING, /^A picture:/],
    [Limitation.IMAGE_UNUSABLE, /^A better picture:/],
    [Limitation.RETRIEVAL_UNAVAILABLE, /reference cases can be asked/],
    [Limitation.EMBEDDING_UNAVAILABLE, /embedding model answers/],
  ])('%s: %s', (limitation, expected) => {
    expect(told(nothingOpen, { limitations: [limitation] })).toEqual([expect.stringMatching(expected)]);
  });

  it('asks for no picture of an intimate place of somebody who may be a minor', () => {
    const intimate = { ...nothingOpen, bodySites: [BodySite.GENITALIA_OR_GROIN], numbers: {} };
    const sentences = told(intimate, { limitations: [Limitation.IMAGE_MISSING] });
    expect(sentences[0]).toMatch(/^Looking at it: no picture is taken/);
    expect(sentences.join()).not.toMatch(/A picture/);
  });

  it('names what is not known of age, place and time', () => {
    expect(told({ ...nothingOpen, numbers: {}, bodySites: [], duration: Duration.UNKNOWN })).toEqual([
      expect.stringMatching(/^To know the age, where on the body it is and how long it has been there:/),
    ]);
    expect(told({ ...nothingOpen, duration: null })).toEqual([
      expect.stringMatching(/^To know how long it has been there:/),
    ]);
  });

  it.each([
    [0.04, 0],
    [0.05, 1],
    [0.0999, 1],
    [0.1, 0],
  ])(
    'a malignant probability of %d is near a threshold of 0.1: %d sentence',
    (malignantProbability, count) => {
      const context = { malignantProbability, endemic: new Set<string>() };
      const sentences = told(nothingOpen, { context });
      expect(sentences).toHaveLength(count);
      expect(sentences.join()).not.toContain('0.1,');
      expect(told(nothingOpen, { context, urgency: Urgency.SOON })).toEqual([]);
    },
  );

  it('says that most similar cases show other skin', () => {
    const skinTones = { cases: 4, distant: 3 };
    expect(told(nothingOpen, { skinTones })[0]).toContain('3 of 4');
    expect(told(nothingOpen, { skinTones: { ...skinTones, distant: 2 } })).toEqual([]);
  });

  it('stops after six, the most urgent kept', () => {
    const sentences = told(
      { ...known, numbers: {}, bodySites: [] },
      {
        limitations: [Limitation.IMAGE_MISSING, Limitation.RETRIEVAL_UNAVAILABLE],
        context: { malignantProbability: 0.09, endemic: new Set() },
        skinTones: { cases: 4, distant: 4 },
      },
    );
    expect(sentences).toHaveLength(6);
    expect(sentences[0]).toContain('EMERGENCY');
  });
});
