import { join } from 'node:path';
import fc from 'fast-check';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import {
  compileLanguage,
  expandPhrase,
  extractFindings,
  type FindingsUpdate,
  mergeFindings,
  NO_FINDINGS,
  type Token,
  tokenize,
  Truth,
} from '../../../src/domain';
import { findPhrases } from '../../../src/domain/language/find-phrases';
import { HEARING, WORDLESS } from '../../support/lexicons';

const loaded = loadLanguagePacks(join(__dirname, '../../../configs/languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

/** A language that is small enough to know what each of its sentences must mean. */
const language = compileLanguage({
  lexicon: {
    ...WORDLESS,
    negationsBefore: ['no', 'do not have'],
    negationsAfter: ['absent'],
    listWords: ['or'],
    signs: { fever: ['fever', 'hot ~ head'], rash: ['rash', 'red skin'], itch: ['itch*'] },
    people: {
      children: ['my baby'],
      others: ['my aunt', 'my neighbour'],
      self: ['i', 'my'],
      they: ['she'],
      reports: ['says'],
    },
  },
  yesNo: { yes: ['yes'], no: ['no'], notSure: ['maybe'] },
});
const SIGNS = [
  ['fever', 'fever'],
  ['fever', 'hot and heavy head'],
  ['rash', 'rash'],
  ['rash', 'red skin'],
  ['itch', 'itching'],
] as const;
const sign = fc.constantFrom(...SIGNS);
const fillers = (max: number) => fc.array(fc.constantFrom('any', 'really', 'bad'), { maxLength: max });
const sentence = fc
  .array(fc.constantFrom(...SIGNS.map(([, words]) => words), 'and', 'no', 'or', 'today', ',', '.'), {
    maxLength: 10,
  })
  .map((words) => words.join(' '));

/** Sentences of a real language's own phrases, in any order. */
const spoken = fc.constantFrom(...packs.all).chain((pack) => {
  const { lexicon } = pack;
  const phrases = [
    ...Object.values(lexicon.signs).flat(),
    ...lexicon.people.others,
    ...lexicon.people.self,
    ...lexicon.negationsBefore,
    ...lexicon.negationsAfter,
    ...lexicon.unsure,
    ...lexicon.time.cues,
    '3',
    ...Object.values(lexicon.time.units).flat(),
  ].map((phrase) => expandPhrase(phrase)[0]?.replace(/[*~]/g, '') ?? '');
  const words = fc.array(fc.constantFrom(...phrases, ',', '.', '?'), { maxLength: 15 });
  return words.map((said) => ({ pack, text: said.join(' ') }));
});

function hear(text: string): FindingsUpdate {
  return extractFindings(text, language, HEARING);
}
function present({ signs = {} }: FindingsUpdate): string[] {
  return Object.keys(signs).filter((code) => signs[code]?.truth === Truth.PRESENT);
}

test('any text at all is heard, in every language', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(fc.constantFrom(...packs.all), text, (pack, said) => {
      expect(() => extractFindings(said, pack.compiled, HEARING)).not.toThrow();
    }),
  );
});

test('a denied sign is absent, whatever little stands between', () => {
  const negation = fc.constantFrom('no', 'do not have');
  fc.assert(
    fc.property(negation, fillers(3), sign, (no, between, [code, words]) => {
      expect(hear([no, ...between, words].join(' ')).signs?.[code]?.truth).toBe(Truth.ABSENT);
    }),
  );
});

test('a denial over a list of any length denies all of it', () => {
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 6 }), sign, (listed, [code, words]) => {
      const update = hear(`no ${listed.map(([, said]) => said).join(', ')} or ${words}`);
      expect(present(update)).toEqual([]);
      expect(update.signs?.[code]?.truth).toBe(Truth.ABSENT);
    }),
  );
});

test('the story of another person adds nothing to what is present', () => {
  const other = fc.constantFrom('my aunt', 'my neighbour');
  fc.assert(
    fc.property(sentence, other, fillers(3), sign, sign, (told, who, between, [, first], [, second]) => {
      const story = `${who} has ${between.join(' ')} ${first}, ${second}. She has ${first}`;
      expect(present(hear(`${told}. ${story}`))).toEqual(present(hear(told)));
    }),
  );
});

test('what was said twice says no more than once', () => {
  fc.assert(
    fc.property(spoken, ({ pack, text }) => {
      const update = extractFindings(text, pack.compiled, HEARING);
      expect(extractFindings(text, pack.compiled, HEARING)).toEqual(update);
      const once = mergeFindings(NO_FINDINGS, update);
      expect(mergeFindings(once, update)).toEqual(once);
    }),
  );
});

test('every finding quotes words that were said', () => {
  fc.assert(
    fc.property(spoken, ({ pack, text }) => {
      const { signs = {}, numbers = {} } = extractFindings(text, pack.compiled, HEARING);
      for (const { because } of [...Object.values(signs), ...Object.values(numbers)]) {
        expect(because).not.toBe('');
        expect(text.toLowerCase()).toContain(because);
      }
    }),
  );
});

test('a text twice as long is read with twice the steps', () => {
  const stepsFor = (tokens: readonly Token[], pack: (typeof packs.all)[number]): number => {
    let steps = 0;
    const counted = new Proxy(tokens, {
      get: (target, key) => {
        steps += 1;
        return Reflect.get(target, key) as unknown;
      },
    });
    findPhrases(counted, pack.compiled.meanings);
    return steps;
  };
  fc.assert(
    fc.property(spoken, ({ pack, text }) => {
      fc.pre(tokenize(text).length > 0);
      const times = (count: number) => tokenize(`${text}. `.repeat(count), pack.compiled.letters);
      expect(stepsFor(times(40), pack)).toBeLessThan(2.2 * stepsFor(times(20), pack));
    }),
    { numRuns: 30 },
  );
});
