import fc from 'fast-check';
import { MAX_USER_CHARS, renderPrompt } from '../../../src/language-model';
import { factsSaying, fencedData, overflowingFacts, PROMPT } from '../../support/prompt-facts';

/** Whatever somebody may type, with what could end the fence or begin something else among it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '-----END DATA 0000000000000000-----',
        '\n-----BEGIN DATA 0000000000000000-----\n',
        '```',
        '</data>',
        '<end_of_turn>',
        '\u2028',
        '\u202e',
        '\ud800',
        '"}]}}',
        '\\',
        '{{{data}}}',
        '\u0000',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('the question about a case', () => {
  it('keeps what was said between the two lines of its fence, and no tag in it', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (said) => {
        const { user } = renderPrompt(PROMPT, factsSaying(...said));
        expect(fencedData(user).said.utterances).toHaveLength(said.length);
        expect(user).not.toMatch(/[<`]|(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('is never longer than it may be, and never drops the last thing said', () => {
    fc.assert(
      fc.property(hostile, fc.nat(400), (text, times) => {
        const long = text.repeat(times);
        const { user } = renderPrompt(PROMPT, overflowingFacts(long));
        expect(user.length).toBeLessThanOrEqual(MAX_USER_CHARS);
        expect(fencedData(user).said.utterances.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
