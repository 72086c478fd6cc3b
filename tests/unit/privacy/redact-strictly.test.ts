import { HELD_OUT_NAMES, HELD_OUT_SENTENCES } from '../../../scripts/eval/privacy/held-out-names';
import { createStrictRedactor, redactText } from '../../../src/privacy';
import { redactForModel } from '../../support/strict-redactor';

describe('what leaves the house', () => {
  it.each([
    ['en', 'it itches at night, Quillfeather saw it', 'it itches at night, [name] saw it'],
    ['en', 'the spot bleeds, ask tobias quillfeather', 'the spot bleeds, ask [name]'],
    ['en', 'GRACE has a rash', '[word] has a rash'],
    ['es', 'Rosa tiene ronchas', '[word] tiene ronchas'],
    ['hi', 'मेरे बेटे टुनटुन माझी के हाथों पर छाले हैं', 'मेरे बेटे [word] के हाथों पर छाले हैं'],
    ['en', 'मेरे बेटे टुनटुन माझी के हाथों पर छाले हैं', 'मेरे बेटे [word] के हाथों पर छाले हैं'],
    ['zh', '痣出血，问马晓红', '痣出血，问[word]'],
    ['en', 'my file is 48213 or AB12345 or me@home', 'my file is [id] or [word] or [email]'],
  ])('%s: "%s" is "%s"', (language, said, left) => {
    expect(redactForModel(said, language)).toBe(left);
  });

  it.each([
    ['en', 'I have had an itchy rash on my arm for two weeks, 5 mm, since 2019, 38.5 fever'],
    ['en', 'Is it Bowen disease or psoriasis? It burns.'],
    ['es', 'tengo una mancha roja que pica desde hace dos semanas'],
    ['hi', 'मेरे हाथों पर छाले हैं, बुखार 38.5 है।'],
    ['ar', 'عندي طفح وحكة في ذراعي منذ أسبوعين'],
  ])('%s: "%s" as it is', (language, said) => {
    expect(redactForModel(said, language)).toBe(said);
  });

  it('may be looked at again without losing more', () => {
    const once = redactForModel('My name is Juma Ali, 0712 345 678, Quillfeather knows.', 'en');
    expect(redactForModel(once, 'en')).toBe(once);
  });

  it('is little of a language whose words nobody gave', () => {
    const redact = createStrictRedactor(new Map());
    expect(redact('Juma ana upele mkononi', 'sw')).toBe('[word]');
  });
});

describe('names that nothing was made with', () => {
  const cases = Object.entries(HELD_OUT_SENTENCES).flatMap(([language, sentences]) =>
    sentences.flatMap((sentence) =>
      (HELD_OUT_NAMES[language] ?? []).map((name) => ({ language, sentence, name })),
    ),
  );
  const keptWhole = (
    redact: typeof redactForModel,
    spelt = (name: string): string => name,
  ): readonly string[] =>
    cases
      .filter(({ language, sentence, name }) => {
        const left = redact(sentence.replace('{}', spelt(name)), language);
        return spelt(name)
          .split(' ')
          .every((part) => left.includes(part));
      })
      .map(({ name }) => name);

  it('all lose at least a part, where rules alone leave one in four whole', () => {
    expect(keptWhole(redactForModel)).toEqual([]);
    expect(keptWhole(redactText).length).toBeGreaterThan(cases.length / 5);
  });

  it('stay in small letters where each part is a word: docs/data-protection.md has the figure', () => {
    const kept = keptWhole(redactForModel, (name) => name.toLowerCase());
    expect([kept.length, cases.length]).toEqual([23, 176]);
  });
});
