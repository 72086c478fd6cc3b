import { join } from 'node:path';
import fc from 'fast-check';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import {
  extractFindings,
  hearAnswer,
  isSignCode,
  mergeFindings,
  NO_FINDINGS,
  PROMPTS,
  Truth,
  violatesTextSafety,
} from '../../../src/domain';
import { HEARING } from '../../support/lexicons';
import { redactText } from '../../../src/privacy/redact-text';

const loaded = loadLanguagePacks(join(__dirname, '../../../configs/languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

const pack = fc.constantFrom(...packs.all);
/** Anything that can be typed, and sentences made of the language's own words, which random letters never hit. */
const packAndText = pack.chain((language) => {
  const { lexicon, yesNo } = language;
  const words = [
    ...Object.values(lexicon.signs).flat(),
    ...lexicon.negationsBefore,
    ...lexicon.negationsAfter,
    ...lexicon.listWords,
    ...lexicon.unsure,
    ...yesNo.yes,
    ...yesNo.no,
    ',',
    '.',
  ];
  const sentence = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));
  return fc.record({
    language: fc.constant(language),
    text: fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), sentence),
  });
});

describe('whatever is said', () => {
  it('is heard without an exception, and gives codes of the vocabulary with the words that gave them', () => {
    fc.assert(
      fc.property(packAndText, ({ language, text }) => {
        const { signs = {} } = extractFindings(text, language.compiled, HEARING);
        for (const [code, sign] of Object.entries(signs)) {
          expect(isSignCode(code)).toBe(true);
          expect(sign.because).not.toBe('');
        }
      }),
    );
  });

  it('gives or withholds consent, and never both with findings of its own', () => {
    fc.assert(
      fc.property(packAndText, fc.constantFrom(...PROMPTS), ({ language, text }, prompt) => {
        const { choice, update } = hearAnswer(prompt, text, language, HEARING);
        if (choice !== null) expect(prompt.choices).toContain(choice);
        if (prompt.consent !== null) expect(['YES', 'NO', null]).toContain(choice);
        expect(() => mergeFindings(NO_FINDINGS, update)).not.toThrow();
      }),
    );
  });

  it('never takes back a sign that was present', () => {
    fc.assert(
      fc.property(packAndText, packAndText, (first, second) => {
        const before = mergeFindings(
          NO_FINDINGS,
          extractFindings(first.text, first.language.compiled, HEARING),
        );
        const after = mergeFindings(before, extractFindings(second.text, second.language.compiled, HEARING));
        for (const [code, sign] of Object.entries(before.signs)) {
          if (sign.truth === Truth.PRESENT) expect(after.signs[code]?.truth).toBe(Truth.PRESENT);
        }
      }),
    );
  });

  it('can be redacted twice with the result of once, and an address never stays', () => {
    const address = fc.stringMatching(/^[a-z]{3,8}$/).map((name) => `${name}@example.org`);
    fc.assert(
      fc.property(packAndText, address, ({ language, text }, email) => {
        const once = redactText(`${text} ${email}`, language.tag);
        expect(once).not.toContain(email);
        expect(redactText(once, language.tag)).toBe(once);
      }),
    );
  });

  it('is judged without an exception', () => {
    fc.assert(fc.property(packAndText, ({ text }) => violatesTextSafety(text).length >= 0));
  });
});
