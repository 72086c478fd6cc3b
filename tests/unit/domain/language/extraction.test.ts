import { join } from 'node:path';
import { loadLanguagePacks } from '../../../../src/conversation/language-pack';
import { extractFindings, type Findings, isEmptyUpdate, PromptCode, Truth } from '../../../../src/domain';
import { HEARING } from '../../../support/lexicons';

const loaded = loadLanguagePacks(join(__dirname, '../../../../configs/languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

function heard(language: string, text: string, prompt: PromptCode | null = null): Partial<Findings> {
  const pack = packs.find(language);
  if (pack === undefined) throw new Error(`no ${language}`);
  return extractFindings(text, pack.compiled, { ...HEARING, prompt });
}

function codes(language: string, text: string, truth: Truth): string[] {
  const { signs } = heard(language, text);
  return Object.keys(signs ?? {}).filter((code) => signs?.[code]?.truth === truth);
}
const present = (language: string, text: string): string[] => codes(language, text, Truth.PRESENT);
const absent = (language: string, text: string): string[] => codes(language, text, Truth.ABSENT);

describe('what a text says', () => {
  it.each([
    ['en', 'I have an itchy red rash on my arm', 'itch'],
    ['en', 'The mole on my back is bleeding', 'bleeding'],
    ['en', 'Her skin is coming off', 'skin_peeling_sheets'],
    ['en', 'white patches that do not feel anything', 'pale_or_red_patch_numb'],
    ['es', 'Me sale una erupcion y tengo fiebre', 'fever'],
    ['es', 'manchas blancas sin sensibilidad', 'pale_or_red_patch_numb'],
    ['es', 'la piel se pela y arde', 'skin_peeling_sheets'],
    ['en', 'the skin is peeling and burning', 'skin_peeling_sheets'],
    ['fr', "J'ai de la fièvre et des cloques", 'blisters'],
    ['fr', "une éruption d'abord petite", 'rash'],
    ['pt', 'minha pinta está sangrando', 'bleeding'],
    ['sw', 'mtoto ana homa na malengelenge', 'fever'],
    ['hi', 'मुझे बुखार है और छाले हैं', 'fever'],
    ['hi', 'सांस लेने में दिक्कत हो रही है', 'breathless'],
    ['bn', 'আমার হাতে চুলকানি আর জ্বর', 'fever'],
    ['ta', 'எனக்கு காய்ச்சலும் வலியும் இருக்கிறது', 'fever'],
    ['ar', 'عندي حمى وطفح', 'fever'],
    ['zh', '我的痣在流血', 'bleeding'],
    ['zh', '白斑没有感觉', 'pale_or_red_patch_numb'],
  ])('%s: "%s" has %s', (language, text, code) => {
    expect(present(language, text)).toContain(code);
  });

  it.each([
    ['en', 'no fever', 'fever'],
    ['en', "I don't have any fever", 'fever'],
    ['en', 'there is no fever or vomiting', 'vomiting_repeated'],
    ['es', 'no tengo fiebre', 'fever'],
    ['es', 'sin fiebre ni vómitos', 'vomiting_repeated'],
    ['fr', 'pas de fièvre', 'fever'],
    ['fr', "il n'y a pas de cloques", 'blisters'],
    ['pt', 'não tenho febre', 'fever'],
    ['sw', 'sina homa', 'fever'],
    ['hi', 'बुखार नहीं है', 'fever'],
    ['bn', 'জ্বর নেই', 'fever'],
    ['ta', 'காய்ச்சல் இல்லை', 'fever'],
    ['ar', 'لا توجد حمى', 'fever'],
    ['zh', '没有发烧', 'fever'],
  ])('%s: "%s" denies %s', (language, text, code) => {
    expect(absent(language, text)).toContain(code);
    expect(present(language, text)).not.toContain(code);
  });

  it.each([
    ['en', 'no fever, but itching', 'itch'],
    ['en', 'I have no fever and the skin is coming off', 'skin_peeling_sheets'],
    ['en', 'no fever itching', 'itch'],
    ['hi', 'खुजली है बुखार नहीं', 'itch'],
    ['es', 'no tengo fiebre pero duele', 'lesion_pain'],
    ['zh', '没有发烧，很痒', 'itch'],
  ])('%s: "%s" does not deny %s: a denial reaches the nearest sign only', (language, text, code) => {
    expect(present(language, text)).toContain(code);
  });

  it.each([
    ['en', 'I think it is pink ink'],
    ['en', 'I am not sure if I have fever'],
    ['en', 'maybe fever'],
    ['en', 'I am confused, what can it be'],
    ['en', 'the profit was outstanding'],
    ['es', 'no sé si tengo fiebre'],
    ['zh', '不知道'],
    ['en', ''],
    ['en', '💊 ??? ’’ …'],
  ])('%s: "%s" says nothing', (language, text) => {
    expect(isEmptyUpdate(heard(language, text))).toBe(true);
  });

  it('names the words that said it', () => {
    expect(heard('en', 'Her SKIN is coming off!').signs?.['skin_peeling_sheets']?.because).toBe(
      'skin is coming off',
    );
    expect(heard('zh', '我的痣在流血').signs?.['bleeding']?.because).toBe('流血');
  });

  it('hears places and the course, unless denied', () => {
    const update = heard('en', 'on my arms and legs, not on the face, getting worse');
    expect(update).toMatchObject({ bodySites: ['ARM', 'LEG'], progression: 'WORSENING' });
  });

  it.each([
    ['en', 'a rash for two weeks', 'ONE_TO_FOUR_WEEKS'],
    ['en', 'it started 3 days ago', 'LESS_THAN_ONE_WEEK'],
    ['es', 'empezó hace dos semanas', 'ONE_TO_FOUR_WEEKS'],
    ['fr', 'ça a commencé il y a deux mois', 'ONE_TO_THREE_MONTHS'],
    ['pt', 'começou há duas semanas', 'ONE_TO_FOUR_WEEKS'],
    ['sw', 'ilianza wiki mbili zilizopita', 'ONE_TO_FOUR_WEEKS'],
    ['hi', 'यह दो हफ्ते पहले शुरू हुआ', 'ONE_TO_FOUR_WEEKS'],
    ['bn', 'দুই সপ্তাহ আগে শুরু হয়েছে', 'ONE_TO_FOUR_WEEKS'],
    ['ta', 'இரண்டு வாரங்களாக உள்ளது', 'ONE_TO_FOUR_WEEKS', PromptCode.DURATION],
    ['ar', 'بدأ قبل أسبوعين', 'ONE_TO_FOUR_WEEKS'],
    ['zh', '两周前开始的', 'ONE_TO_FOUR_WEEKS'],
    ['en', 'six years', 'MORE_THAN_FIVE_YEARS', PromptCode.DURATION],
  ])('%s: "%s" lasts %s', (language, text, duration, prompt: PromptCode | null = null) => {
    expect(heard(language, text, prompt).duration).toBe(duration);
  });

  it('does not take an age for a duration', () => {
    expect(heard('en', 'my daughter is six years old').duration).toBeUndefined();
  });
});
