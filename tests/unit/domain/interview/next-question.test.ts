import {
  openRules,
  type OpenRule,
  parseRuleSet,
  promptOf,
  type RuleSet,
  Truth,
} from '../../../../src/domain';
import { mostTelling } from '../../../../src/domain/interview/next-question';
import { NO_FINDINGS } from '../../../../src/domain/findings/findings';

function rulesOf(...rules: readonly object[]): RuleSet {
  const parsed = parseRuleSet({
    version: 'test',
    scores: { abcde: { add: { asymmetry: 1, size_change: 1, 'diameter_mm>6': 1 } } },
    sources: { S: 'a source' },
    rules: rules.map((rule, index) => ({ id: `R${index}`, title: 'a rule', src: ['S'], ...rule })),
  });
  if (!parsed.ok) throw new Error(parsed.error.join('\n'));
  return parsed.value;
}
const nothingElse = { malignantProbability: null, endemic: new Set<string>() };
const waysOf = (when: unknown, signs: Record<string, Truth> = {}): OpenRule['ways'] | undefined => {
  const findings = {
    ...NO_FINDINGS,
    signs: Object.fromEntries(
      Object.entries(signs).flatMap(([code, truth]) =>
        truth === Truth.UNKNOWN ? [] : [[code, { truth, because: 'said' }]],
      ),
    ),
  };
  return openRules(rulesOf({ level: 'URGENT', when }), findings, nothingElse)[0]?.ways;
};

describe('the rules that are still open', () => {
  it('say every way in which unknown answers would fire them', () => {
    const when = { all: ['fever', { any: ['rash', 'blisters'] }] };
    expect(waysOf(when)).toEqual([
      ['fever', 'rash'],
      ['fever', 'blisters'],
    ]);
    expect(waysOf(when, { fever: Truth.PRESENT, rash: Truth.ABSENT })).toEqual([['blisters']]);
  });

  it('are none that fired or are ruled out', () => {
    expect(waysOf('fever', { fever: Truth.PRESENT })).toBeUndefined();
    expect(waysOf('fever', { fever: Truth.ABSENT })).toBeUndefined();
  });

  it('count the points that a score still lacks, and no more than it takes', () => {
    expect(waysOf({ 'abcde>=': 2 })).toEqual([
      ['asymmetry', 'size_change'],
      ['asymmetry', 'diameter_mm'],
      ['size_change', 'diameter_mm'],
    ]);
    expect(waysOf({ 'abcde>=': 2 }, { asymmetry: Truth.PRESENT })).toEqual([
      ['size_change'],
      ['diameter_mm'],
    ]);
  });
});

describe('the next question', () => {
  const questions = ['DANGER_BREATHING', 'DANGER_SKIN', 'HISTORY'] as const;
  const asked = (present: 'EMERGENCY' | 'SOON' | null, ...rules: readonly object[]) => {
    const open = openRules(rulesOf(...rules), NO_FINDINGS, nothingElse);
    return mostTelling(questions.map(promptOf), open, present)?.code;
  };
  const soon = { level: 'SOON', when: 'diabetes' };
  const urgent = { level: 'URGENT', when: { all: ['blisters', 'diabetes'] } };
  const emergency = { level: 'EMERGENCY', when: 'wheeze' };

  it('is the one that bears on the most urgent rule', () => {
    expect(asked(null, soon, urgent, emergency)).toBe('DANGER_BREATHING');
  });

  it('is the one after which the fewest answers are missing', () => {
    expect(asked(null, urgent, { level: 'URGENT', when: 'pregnant' })).toBe('HISTORY');
  });

  it('is the first of those that would tell as much', () => {
    expect(asked(null, urgent)).toBe('DANGER_SKIN');
  });

  it('is none where no answer can raise the urgency', () => {
    expect(asked('SOON', soon)).toBeUndefined();
    expect(asked('EMERGENCY', emergency)).toBeUndefined();
    expect(asked(null, { level: 'EMERGENCY', when: { all: ['wheeze', 'crepitus'] } })).toBeUndefined();
  });
});
