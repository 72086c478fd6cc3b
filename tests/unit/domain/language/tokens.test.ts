import { findPhrases } from '../../../../src/domain/language/find-phrases';
import { indexPhrases, type Phrase } from '../../../../src/domain/language/phrases';
import { tokenize, wordsOf } from '../../../../src/domain/language/tokens';

const PHRASES: readonly Phrase<string>[] = [
  { phrase: 'skin ~ peel* off', meaning: 'PEELING' },
  { phrase: 'blisters', meaning: 'BLISTERS' },
  { phrase: 'not', meaning: 'NOT', closesGaps: true },
];
const found = (text: string): string[] => {
  const tokens = tokenize(text);
  return findPhrases(tokens, indexPhrases(PHRASES)).map(
    (match) => `${match.meaning}: ${wordsOf(text, tokens, match)}`,
  );
};

describe('a phrase with a gap', () => {
  it.each(['skin peels off', 'skin is peeling off', 'skin on my whole body is peeling off'])(
    'is found in "%s"',
    (text) => {
      expect(found(text)).toEqual([`PEELING: ${text}`]);
    },
  );

  it.each([
    ['too many words', 'skin on the arms and legs of mine is peeling off'],
    ['another clause', 'my skin; peeling off'],
    ['two commas', 'my skin, my arm, peeling off'],
    ['no gap where there is no mark', 'skin is peeling right off'],
  ])('is not found over %s', (_what, text) => {
    expect(found(text)).toEqual([]);
  });

  it('does not reach over a denial', () => {
    expect(found('skin is not peeling off')).toEqual(['NOT: not']);
  });

  it('leaves the words in between to other phrases', () => {
    expect(found('skin with blisters peels off')).toEqual([
      'PEELING: skin with blisters peels off',
      'BLISTERS: blisters',
    ]);
  });
});
