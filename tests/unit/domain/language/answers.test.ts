import { join } from 'node:path';
import { loadLanguagePacks } from '../../../../src/conversation/language-pack';
import { hearAnswer, parseYesNo, promptOf, Truth } from '../../../../src/domain';
import { HEARING } from '../../../support/lexicons';

const loaded = loadLanguagePacks(join(__dirname, '../../../../configs/languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

function answer(language: string, text: string): string | null {
  const pack = packs.find(language);
  return pack === undefined ? 'no pack' : parseYesNo(text, pack.compiled);
}

describe('parseYesNo', () => {
  it.each([
    ['en', 'Yes.', 'YES'],
    ['en', 'yes please', 'YES'],
    ['en', 'No, thank you', 'NO'],
    ['en', 'not sure', 'NOT_SURE'],
    ['en', "I don't know", 'NOT_SURE'],
    ['en', 'yes and no', 'NOT_SURE'],
    ['es', 'sí', 'YES'],
    ['es', 'no estoy seguro', 'NOT_SURE'],
    ['fr', 'oui', 'YES'],
    ['fr', 'je ne sais pas', 'NOT_SURE'],
    ['pt', 'não', 'NO'],
    ['sw', 'ndiyo', 'YES'],
    ['hi', 'हाँ', 'YES'],
    ['hi', 'जी नहीं', 'NO'],
    ['bn', 'হ্যাঁ', 'YES'],
    ['ta', 'ஆமாம்', 'YES'],
    ['ta', 'இல்லை', 'NO'],
    ['ar', 'نعم', 'YES'],
    ['ar', 'لا أعرف', 'NOT_SURE'],
    ['zh', '是的', 'YES'],
    ['zh', '不确定', 'NOT_SURE'],
    ['zh', '不', 'NO'],
  ])('%s: "%s" is %s', (language, text, expected) => {
    expect(answer(language, text)).toBe(expected);
  });

  it.each([
    ['en', ''],
    ['en', 'the yesterday rash'],
    ['en', 'on the right arm'],
    ['en', 'no matter what I do it comes back every summer'],
    ['zh', '这是什么'],
  ])('%s: "%s" answers nothing', (language, text) => {
    expect(answer(language, text)).toBeNull();
  });

  it('does not take "I do not understand" for a no', () => {
    for (const [language, text] of [
      ['en', "I don't understand"],
      ['es', 'no entiendo'],
      ['pt', 'não entendi'],
      ['zh', '没听懂'],
      ['ar', 'لا أفهم'],
    ] as const) {
      expect(answer(language, text)).not.toBe('NO');
    }
  });

  it.each(packs.all.map((pack) => [pack.tag, pack] as const))(
    '%s: each way of saying it is heard as such',
    (_tag, pack) => {
      for (const word of pack.yesNo.yes)
        expect([word, parseYesNo(word, pack.compiled)]).toEqual([word, 'YES']);
      for (const word of pack.yesNo.no) expect([word, parseYesNo(word, pack.compiled)]).toEqual([word, 'NO']);
      for (const word of pack.yesNo.notSure)
        expect([word, parseYesNo(word, pack.compiled)]).toEqual([word, 'NOT_SURE']);
    },
  );
});

describe('hearAnswer', () => {
  const en = packs.fallback;
  const bundle = promptOf('DANGER_WHOLE_BODY');

  it('takes an explicit no for the whole question', () => {
    const heard = hearAnswer(bundle, 'no', en, HEARING);
    expect(heard.choice).toBe('NO');
    expect(heard.update.signs?.['neck_stiffness']?.truth).toBe(Truth.ABSENT);
  });

  it('lets "no fever" deny the fever and nothing else', () => {
    const heard = hearAnswer(bundle, 'no fever', en, HEARING);
    expect(heard.choice).toBeNull();
    expect(heard.understood).toBe(true);
    expect(Object.keys(heard.update.signs ?? {})).toEqual(['fever']);
  });

  it('hears the sign behind a hasty no', () => {
    const heard = hearAnswer(bundle, 'no, but I have a stiff neck', en, HEARING);
    expect(heard.update.signs?.['neck_stiffness']?.truth).toBe(Truth.PRESENT);
    expect(heard.update.signs?.['fever']).toBeUndefined();
  });

  it('takes consent from an explicit yes alone', () => {
    const greeting = promptOf('GREETING');
    expect(hearAnswer(greeting, 'yes', en, HEARING).choice).toBe('YES');
    expect(hearAnswer(greeting, 'not sure', en, HEARING).choice).toBe('NO');
    expect(hearAnswer(greeting, 'I have a rash', en, HEARING).choice).toBeNull();
  });

  it('takes any words for a complaint, and no words for none', () => {
    const complaint = promptOf('CHIEF_COMPLAINT');
    expect(hearAnswer(complaint, ' something odd ', en, HEARING)).toMatchObject({
      understood: true,
      update: { chiefComplaint: 'something odd' },
    });
    expect(hearAnswer(complaint, '  ', en, HEARING).understood).toBe(false);
  });

  it('says that it did not understand', () => {
    expect(hearAnswer(bundle, 'the weather is fine', en, HEARING)).toEqual({
      update: {},
      choice: null,
      understood: false,
    });
  });
});
