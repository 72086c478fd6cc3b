import { join } from 'node:path';
import { loadLanguagePacks } from '../../../../src/conversation/language-pack';
import { extractFindings } from '../../../../src/domain';
import { HEARING } from '../../../support/lexicons';

const loaded = loadLanguagePacks(join(__dirname, '../../../../configs/languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

function said(language: string, text: string): Record<string, string> {
  const pack = packs.find(language);
  if (pack === undefined) throw new Error(`no ${language}`);
  const signs = extractFindings(text, pack.compiled, HEARING).signs ?? {};
  return Object.fromEntries(Object.entries(signs).map(([code, { truth }]) => [code, truth]));
}

describe('one denial at the end of a list, in a language whose verb comes last', () => {
  it('denies the whole list', () => {
    expect(said('hi', 'बुखार, खाँसी, छाले नहीं हैं')).toEqual({ fever: 'ABSENT', blisters: 'ABSENT' });
    expect(said('hi', 'खुजली है। बुखार, साँस की तकलीफ, छाले नहीं हैं')).toMatchObject({
      itch: 'PRESENT',
      fever: 'ABSENT',
      blisters: 'ABSENT',
    });
  });

  it.each([
    ['two may be one and one', 'बुखार, छाले नहीं हैं'],
    ['a verb of its own says that it is there', 'बुखार है, खाँसी, छाले नहीं हैं'],
    ['other words make it a story, not a list', 'कल से तेज़ बुखार, खाँसी, छाले नहीं हैं'],
    ['a new sentence', 'बुखार। खाँसी, छाले नहीं हैं'],
    ['the terse style of charts', 'बुखार, खाँसी, छाले नहीं'],
  ])('leaves the fever where %s', (_why, text) => {
    expect(said('hi', text)).toMatchObject({ fever: 'PRESENT', blisters: 'ABSENT' });
  });
});

describe('one denial at the start of a list, as charts write it', () => {
  it.each([
    ['en', 'Acne. Denies fever, SOB, chest pain.', ['fever', 'breathless', 'chest_pain']],
    ['es', 'Niega fiebre, disnea, dolor torácico.', ['fever', 'breathless', 'chest_pain']],
    ['fr', 'Nie fièvre, dyspnée, douleur thoracique.', ['fever', 'breathless', 'chest_pain']],
    ['pt', 'Nega febre, dispneia, dor torácica.', ['fever', 'breathless', 'chest_pain']],
  ])('denies the whole list in %s', (language, text, codes) => {
    expect(said(language, text)).toMatchObject(Object.fromEntries(codes.map((code) => [code, 'ABSENT'])));
  });

  it.each([
    ['everyday words deny', 'No fever, shortness of breath, chest pain'],
    ['there are two', 'Denies fever, chest pain'],
    ['a new sentence begins', 'Denies fever, shortness of breath. Chest pain'],
    ['other words make it a story', 'Denies fever, chills, but yesterday she had chest pain'],
  ])('leaves the chest pain where %s', (_why, text) => {
    expect(said('en', text)).toMatchObject({ fever: 'ABSENT', chest_pain: 'PRESENT' });
  });
});
