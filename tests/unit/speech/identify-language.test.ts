import { createLanguageIdentifier, type LanguageIdentifier } from '../../../src/speech';

/** Own sentences of the kind that patients type; none was used to choose the method. */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'There is a sore on my foot that will not heal',
    'my son has red spots on his belly',
    'the skin around my nail is swollen',
    'it burns when I wash my face',
    'my cheek is swollen since Monday',
  ],
  es: [
    'Me salieron granos en la cara desde ayer',
    'mi hijo tiene manchas rojas en la barriga',
    'la herida del pie no se cierra',
    'me arde cuando me lavo la cara',
    'tengo la mejilla hinchada',
  ],
  fr: [
    'Mon fils a des taches rouges sur le ventre',
    'la plaie de mon pied ne guérit pas',
    'ça brûle quand je me lave le visage',
    'ma joue est gonflée depuis lundi',
    "j'ai des boutons sur le visage",
  ],
  pt: [
    'Meu filho tem manchas vermelhas na barriga',
    'a ferida do meu pé não fecha',
    'arde quando lavo o rosto',
    'minha bochecha está inchada desde segunda',
    'apareceram espinhas no meu rosto',
  ],
  sw: [
    'Mtoto wangu ana madoa mekundu tumboni',
    'kidonda cha mguu hakiponi',
    'inauma ninapoosha uso',
    'shavu langu limevimba tangu jumatatu',
    'nina vipele usoni',
  ],
  hi: ['मेरे बेटे के पेट पर लाल दाग हैं', 'पैर का घाव ठीक नहीं हो रहा'],
  bn: ['আমার ছেলের পেটে লাল দাগ', 'পায়ের ঘা সারছে না'],
  ta: ['என் மகனின் வயிற்றில் சிவப்பு புள்ளிகள்', 'கால் புண் ஆறவில்லை'],
  ar: ['ابني لديه بقع حمراء على بطنه', 'جرح قدمي لا يلتئم'],
  zh: ['我儿子肚子上有红斑', '脚上的伤口一直不好'],
};

describe('createLanguageIdentifier', () => {
  let identifier: LanguageIdentifier;
  beforeAll(async () => {
    identifier = await createLanguageIdentifier();
  });

  it('knows at least nine in ten short sentences', () => {
    const all = Object.entries(SENTENCES).flatMap(([language, texts]) =>
      texts.map((text) => ({ language, text })),
    );
    const wrong = all.filter(({ language, text }) => identifier.identify(text)?.language !== language);
    expect([wrong, wrong.length / all.length <= 0.1]).toEqual([wrong, true]);
  });

  it.each(Object.keys(SENTENCES))('knows %s at all', (language) => {
    const known = SENTENCES[language]?.filter((text) => identifier.identify(text)?.language === language);
    expect(known?.length).toBeGreaterThan(0);
  });

  it('is not confident of a word or two', () => {
    expect(identifier.identify('no')?.confident ?? false).toBe(false);
  });

  it.each(['', '   ', '12345 ?!', '👍', 'Привет, у меня сыпь'])('knows nothing of "%s"', (text) => {
    expect(identifier.identify(text)).toBeNull();
  });
});
