import { findUnknownWords, type KnownByScript } from './redaction/find-unknown-words';
import { collectKnownWords } from './redaction/known-words';
import { BLANK, MASKS, type Span, spansOf } from './redaction/personal-data';
import { redactText } from './redact-text';

/** Stands for words that nobody knows. */
const UNKNOWN_WORD = '[word]';
const MASK = new RegExp(
  [...new Set(Object.values(MASKS)), UNKNOWN_WORD].map((mask) => `\\[${mask.slice(1, -1)}\\]`).join('|'),
  'gu',
);
/** An address, digits in a row as no measure has them, or letters and at least four digits in one. */
const SELF_EVIDENT = [
  /\S*@\S*/gu,
  /\p{Nd}(?:[ .\-/]?\p{Nd}){4,}/gu,
  /(?<![\p{L}\p{Nd}])(?=[\p{L}\p{Nd}]*\p{L})(?=(?:\p{L}*\p{Nd}){4})[\p{L}\p{Nd}]+/gu,
];
/** Between two unknown words there is nothing to keep. */
const GLUE = /^[\s,.'’-]*$/u;

/** Takes out of a text what may not leave the house. */
export type StrictRedactor = (text: string, language: string) => string;

/**
 * For texts that leave the house: `redactText`, and then every word that is not known for a word. What redaction by rules
 * misses is a name without a cue; to a list of known words any name is unknown, at the price of rare words. Known are the
 * words of an English dictionary, clinical terms, and the words of the texts that are given.
 * @param textsByLanguage sentences and phrases by BCP 47 base language. Each script but Latin is known whatever the language.
 */
export function createStrictRedactor(
  textsByLanguage: ReadonlyMap<string, readonly string[]>,
): StrictRedactor {
  const otherScripts = once(() =>
    collectKnownWords([...textsByLanguage.values()].flat().filter((text) => OTHER_LETTER.test(text))),
  );
  const latin = new Map(
    [...textsByLanguage].map(([language, texts]) => [language, once(() => collectKnownWords(texts))]),
  );
  return (text, language) => {
    const base = language.split('-')[0]?.toLowerCase() ?? '';
    const known = { latin: latin.get(base)?.() ?? NOTHING_KNOWN, otherScripts: otherScripts() };
    return withoutUnknown(redactText(text, language), known);
  };
}

const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u;
const NOTHING_KNOWN = collectKnownWords([]);

/** Collecting takes tenths of a second: not before it is needed. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function withoutUnknown(text: string, known: KnownByScript): string {
  const visible = text.replace(MASK, (mask) => BLANK.repeat(mask.length));
  const spans = SELF_EVIDENT.flatMap((pattern) => spansOf(visible, pattern));
  const unknown = joined(text, [...spans, ...findUnknownWords(visible, known)]);
  let redacted = '';
  let rest = 0;
  for (const { start, end } of unknown) {
    redacted += text.slice(rest, start) + UNKNOWN_WORD;
    rest = end;
  }
  return redacted + text.slice(rest);
}

/** Spans in order; those that overlap, or have nothing worth keeping between them, as one. */
function joined(text: string, spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && GLUE.test(text.slice(last.end, span.start))) {
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else found.push(span);
  }
  return found;
}
