import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import {
  composeExplanation,
  expandPhrase,
  extractFindings,
  NO_FINDINGS,
  Truth,
  Urgency,
  violatesTextSafety,
} from '../../../src/domain';
import { HEARING } from '../../support/lexicons';

const FOLDER = join(__dirname, '../../../configs/languages');
const loaded = loadLanguagePacks(FOLDER);
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const packs = loaded.value;

/** How each language says "not a doctor", "no diagnosis" and "a health worker decides". */
const DISCLAIMERS: Readonly<Record<string, readonly string[]>> = {
  ar: ['لست طبيب', 'ليس تشخيص', 'عامل صحي', 'يقرر'],
  bn: ['ডাক্তার নই', 'নির্ণয় নয়', 'স্বাস্থ্যকর্মী', 'সিদ্ধান্ত'],
  en: ['not a doctor', 'not a diagnosis', 'health worker', 'decides'],
  es: ['No soy médico', 'no es un diagnóstico', 'persona de salud', 'decide'],
  fr: ['ne suis pas médecin', "n'est pas un diagnostic", 'soignant', 'décide'],
  hi: ['डॉक्टर नहीं', 'निदान नहीं', 'स्वास्थ्य कर्मी', 'फ़ैसला'],
  pt: ['não sou médico', 'não é um diagnóstico', 'profissional de saúde', 'decide'],
  sw: ['si daktari', 'si uchunguzi', 'Mhudumu wa afya', 'kuamua'],
  ta: ['மருத்துவர் அல்ல', 'நோயறிதல் அல்ல', 'சுகாதாரப் பணியாளர்', 'முடிவு'],
  zh: ['不是医生', '不是诊断', '卫生工作者', '决定'],
};

/** A phrase with alternatives stands for hundreds; the first and the last show that all of its words are understood. */
const firstAndLast = (phrases: readonly string[]) => [...phrases.slice(0, 1), ...phrases.slice(1).slice(-1)];

describe('the language packs', () => {
  it('are ten, with English to fall back on', () => {
    expect(packs.all.map((pack) => pack.tag)).toEqual(Object.keys(DISCLAIMERS));
    expect(packs.fallback.tag).toBe('en');
  });

  it('are found by their tag and by a regional one', () => {
    expect(packs.find('pt-BR')?.tag).toBe('pt');
    expect(packs.find('HI-in')?.tag).toBe('hi');
    expect(packs.find('ha')).toBeUndefined();
  });

  it.each(packs.all.map((pack) => [pack.tag, pack] as const))(
    '%s disclaims and greets as no doctor',
    (tag, pack) => {
      const [notADoctor = '', ...rest] = DISCLAIMERS[tag] ?? [];
      for (const words of [notADoctor, ...rest]) expect(pack.disclaimer).toContain(words);
      expect(pack.prompts.GREETING.toLowerCase()).toContain(notADoctor.toLowerCase());
    },
  );

  it.each(packs.all.map((pack) => [pack.tag, pack] as const))('%s says nothing unsafe', (_tag, pack) => {
    const explanations = Object.values(Urgency).map(
      (urgency) =>
        composeExplanation({
          phrases: pack.explanation,
          choices: pack.choices,
          findings: NO_FINDINGS,
          disclaimer: pack.disclaimer,
          urgency,
          travelDirections: '',
        }).text,
    );
    for (const text of [...Object.values(pack.prompts), ...explanations])
      expect(violatesTextSafety(text)).toEqual([]);
  });

  it.each(packs.all.map((pack) => [pack.tag, pack] as const))(
    '%s tells the urgencies and choices of a question apart',
    (_tag, pack) => {
      const distinct = (texts: readonly string[]) => new Set(texts).size === texts.length;
      expect(distinct(Object.values(pack.explanation.whatToDo))).toBe(true);
      for (const group of [
        ['YES', 'NO', 'NOT_SURE', 'NONE'],
        ['WORSENING_FAST', 'WORSENING', 'STABLE', 'IMPROVING'],
      ] as const)
        expect(distinct(group.map((code) => pack.choices[code]))).toBe(true);
    },
  );

  it.each(packs.all.map((pack) => [pack.tag, pack] as const))(
    '%s hears each sign in its own words',
    (_tag, pack) => {
      for (const [code, phrases] of Object.entries(pack.lexicon.signs)) {
        expect([code, phrases.length]).not.toEqual([code, 0]);
        for (const phrase of phrases) {
          for (const plain of firstAndLast(expandPhrase(phrase))) {
            const text = plain.replace(/[*~]/g, '');
            const heard = extractFindings(text, pack.compiled, HEARING).signs?.[code]?.truth;
            expect([code, plain, heard]).toEqual([code, plain, Truth.PRESENT]);
          }
        }
      }
    },
  );

  it('name every mistake of a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'packs-'));
    try {
      const english = readFileSync(join(FOLDER, 'en.yaml'), 'utf8');
      writeFileSync(
        join(folder, 'en.yaml'),
        english.replace(/^ {2}END:.*$/m, '').replace('    fever:', '    feverr:'),
      );
      const result = loadLanguagePacks(folder);
      expect(result.ok).toBe(false);
      const problems = result.ok ? '' : result.error.join('\n');
      expect(problems).toMatch(/en\.yaml: prompts\.END/);
      expect(problems).toMatch(/en\.yaml: lexicon\.signs\.feverr/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
