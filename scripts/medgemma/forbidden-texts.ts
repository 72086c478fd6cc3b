/** Texts are found by their beginnings, so that thousands of them cost no more than one walk over a request. */
const KEY_LENGTH = 2;

/**
 * Texts that must not leave the house, and a search for them. Upper and lower case are the same. Where a text begins or ends
 * with a Latin letter, a word must begin or end there: "Mary" is no part of "primary".
 */
export interface ForbiddenTexts {
  add(texts: readonly string[]): void;
  /** Those that stand in a text, as it is or written with JSON's escapes. */
  foundIn(text: string): readonly string[];
}

/** An empty list. */
export function makeForbiddenTexts(): ForbiddenTexts {
  const byKey = new Map<string, string[]>();

  const search = (text: string): string[] => {
    const found: string[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const here = byKey.get(text.slice(at, at + KEY_LENGTH)) ?? [];
      found.push(...here.filter((one) => text.startsWith(one, at) && isWhole(text, at, one.length)));
    }
    return found;
  };
  return {
    add(texts) {
      for (const text of texts.map((one) => one.toLowerCase())) {
        if (text.length < KEY_LENGTH) throw new Error('A text of one letter is found everywhere.');
        const key = text.slice(0, KEY_LENGTH);
        byKey.set(key, [...(byKey.get(key) ?? []), text]);
      }
    },
    foundIn(text) {
      return [...new Set([text, unescaped(text)].flatMap((form) => search(form.toLowerCase())))];
    },
  };
}

const LATIN_PAIR = /^\p{Script=Latin}{2}$/u;

/** Whether no Latin letter goes on into another one at either end. */
function isWhole(text: string, start: number, length: number): boolean {
  const end = start + length;
  return !LATIN_PAIR.test(text.slice(start - 1, start + 1)) && !LATIN_PAIR.test(text.slice(end - 1, end + 1));
}

/** As a reader of the JSON within the text would see it. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(["\\/])/g, '$1');
}
