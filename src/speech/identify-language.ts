/** A language, and whether the text is long and plain enough to switch a conversation to it. */
export interface IdentifiedLanguage {
  /** One of the languages asked for. */
  readonly language: string;
  readonly confident: boolean;
}

export interface LanguageIdentifier {
  /** Null if the text has no letters of any language that the identifier knows. */
  identify(text: string): IdentifiedLanguage | null;
}

/** Scripts that one of our languages alone is written in. */
const SCRIPTS: readonly (readonly [script: RegExp, language: string])[] = [
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Arabic}/gu, 'ar'],
];
const LATIN = ['en', 'es', 'fr', 'pt', 'sw'] as const;
const ISO_639_3: Readonly<Record<(typeof LATIN)[number], string>> = {
  en: 'eng',
  es: 'spa',
  fr: 'fra',
  pt: 'por',
  sw: 'swh',
};
const MIN_CONFIDENT_LETTERS = 12;

/**
 * Tells in which of the project's ten languages a short text is written: by its script, and for Latin letters by
 * eld, except that Swahili, which eld does not know, is franc's word among the five. Urdu and Persian (Arabic
 * script), Marathi and Nepali (Devanagari) are taken for ar and hi until those languages are spoken here.
 */
export async function createLanguageIdentifier(): Promise<LanguageIdentifier> {
  const [{ default: eld }, { franc }] = await Promise.all([import('eld/large'), import('franc')]);
  // A subset once set is shared by the whole process: nothing else in it uses eld.
  eld.setLanguageSubset(LATIN.filter((language) => language !== 'sw'));
  return {
    identify(text) {
      const letters = count(text, /\p{L}/gu);
      if (letters === 0) return null;
      const [scriptLanguage, share] = dominantScript(text, letters);
      if (scriptLanguage !== null) return { language: scriptLanguage, confident: share > 0.5 };
      if (count(text, /\p{Script=Latin}/gu) === 0) return null;
      const isLong = letters >= MIN_CONFIDENT_LETTERS;
      const guess = franc(text, { only: Object.values(ISO_639_3), minLength: 1 });
      if (guess === ISO_639_3.sw) return { language: 'sw', confident: isLong };
      const found = eld.detect(text);
      const known = LATIN.find((language) => language === found.language);
      return known === undefined ? null : { language: known, confident: isLong && found.isReliable() };
    },
  };
}

function dominantScript(text: string, letters: number): readonly [language: string | null, share: number] {
  const shares = SCRIPTS.map(([script, language]) => [language, count(text, script) / letters] as const);
  const [language, share] = shares.reduce((best, next) => (next[1] > best[1] ? next : best));
  return share > 0.3 ? [language, share] : [null, 0];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
