import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBorrowedTerms, withBorrowedTerms } from '../../../src/conversation/borrowed-terms';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import { extractFindings, Truth } from '../../../src/domain';
import { HEARING } from '../../support/lexicons';

const CONFIGS = join(__dirname, '../../../configs');
const loaded = loadLanguagePacks(join(CONFIGS, 'languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

const truthOf = (tag: string, text: string, code: string) => {
  const pack = packs.find(tag);
  if (pack === undefined) throw new Error(`no ${tag}`);
  return extractFindings(text, pack.compiled, HEARING).signs?.[code]?.truth;
};

describe('terms that charts borrow from English', () => {
  it.each(['ar', 'bn', 'hi', 'sw', 'ta', 'zh'])('are heard in %s, and their denial too', (tag) => {
    expect(truthOf(tag, 'Plantar ulcer, 3 weeks', 'foot_ulcer')).toBe(Truth.PRESENT);
    expect(truthOf(tag, 'Patient denies fever', 'fever')).toBe(Truth.ABSENT);
    expect(truthOf(tag, 'crepitus negative', 'crepitus')).toBe(Truth.ABSENT);
    expect(truthOf(tag, 'Umbilicated pearly papules', 'pearly_rolled_edge')).toBeUndefined();
  });

  it('leave other languages alone: Portuguese "no" is "on the"', () => {
    expect(truthOf('pt', 'bolhas no rosto', 'blisters')).toBe(Truth.PRESENT);
    expect(packs.find('pt')?.lexicon.negationsBefore).not.toContain('no');
  });

  it('stand behind a language’s own words, each once', () => {
    const terms = {
      heardIn: new Set(['xx']),
      lexicon: { signs: { fever: ['fever', 'febrile'], itch: ['itch'] } },
    };
    const pack = { tag: 'xx', lexicon: { signs: { fever: ['joto', 'fever'] }, and: ['na'] } };
    expect(withBorrowedTerms(pack, terms)).toEqual({
      tag: 'xx',
      lexicon: { signs: { fever: ['joto', 'fever', 'febrile'], itch: ['itch'] }, and: ['na'] },
    });
    expect(withBorrowedTerms({ ...pack, tag: 'yy' }, terms)).toEqual({ ...pack, tag: 'yy' });
  });

  it('are checked: a sign that is none stops the start, and the error names it', () => {
    const root = mkdtempSync(join(tmpdir(), 'terms-'));
    try {
      mkdirSync(join(root, 'languages'));
      writeFileSync(join(root, 'languages/en.yaml'), readFileSync(join(CONFIGS, 'languages/en.yaml')));
      writeFileSync(
        join(root, 'clinical-english.yaml'),
        'heardIn: [hi]\nlexicon: { signs: { feverr: [hot] } }\n',
      );
      const result = loadLanguagePacks(join(root, 'languages'));
      expect(result.ok ? '' : result.error.join('\n')).toMatch(
        /clinical-english\.yaml: lexicon\.signs\.feverr/,
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('may be missing', () => {
    expect(loadBorrowedTerms(join(CONFIGS, 'nothing.yaml'))).toMatchObject({
      ok: true,
      value: { lexicon: {} },
    });
  });
});
