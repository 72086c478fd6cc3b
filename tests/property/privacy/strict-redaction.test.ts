import fc from 'fast-check';
import { redactForModel } from '../../support/strict-redactor';

const LANGUAGES = ['ar', 'bn', 'en', 'es', 'fr', 'hi', 'pt', 'sw', 'ta', 'zh'];
/**
 * Letters that make no word, least of all three times each: whoever is called so, is named by it. Once each they sometimes make
 * a beginning that a lexicon knows, such as "மகன" (a son), and any ending is let through behind one.
 */
const LETTERS = [
  'bcdfghjklmnpqrstvwxz',
  'कखगघचछजटठडतथदधपफबभम',
  'কখগঘচছজটঠডতথদধপফ',
  'கசடதபறஞஙணநமன',
  'بتثجحخدذرزسشصضطظعغ',
];
const invented = fc.constantFrom(...LETTERS).chain((letters) => {
  const unit = fc.constantFrom(...[...letters].map((letter) => letter.repeat(3)));
  return fc.string({ unit, minLength: 3, maxLength: 4 });
});

describe('a word that nobody knows', () => {
  it('does not leave the house, wherever it stands and whatever is spoken', () => {
    fc.assert(
      fc.property(
        invented,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom('', 'itch ', '38.5, ', '« ', 'मेरे बेटे '),
        fc.boolean(),
        (name, language, before, isLarge) => {
          const written = isLarge ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
          expect(redactForModel(`${before}${written} itch`, language)).not.toContain(written);
        },
      ),
    );
  });

  it('hides no mask and no text around it', () => {
    fc.assert(
      fc.property(invented, (name) => {
        const left = redactForModel(`my arm ${name} itches [name] since Tuesday`, 'en');
        expect(left).toMatch(/^my arm \[word\] itches \[name\] since Tuesday$/);
      }),
    );
  });
});
