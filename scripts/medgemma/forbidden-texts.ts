/** Texts are found by their beginnings, so that thousands of them cost no more than one walk over a request. */
const KEY_LENGTH = 4;

/** Texts that must not leave the house, and a search for them. Upper and lower case are the same. */
export interface ForbiddenTexts {
  add(texts: readonly string[]): void;
  /** Those that stand in a text, as it is or written with JSON's escapes. */
  foundIn(text: string): readonly string[];
}

/** An empty list. */
export function makeForbiddenTexts(): ForbiddenTexts {
  const byKey = new Map<string, string[]>();
  const short = new Set<string>();

  const search = (text: string, found: Set<string>): void => {
    for (const one of short) if (text.includes(one)) found.add(one);
    for (let at = 0; at + KEY_LENGTH <= text.length; at += 1) {
      for (const one of byKey.get(text.slice(at, at + KEY_LENGTH)) ?? []) {
        if (text.startsWith(one, at)) found.add(one);
      }
    }
  };
  return {
    add(texts) {
      for (const text of texts.map((one) => one.toLowerCase()).filter((one) => one !== '')) {
        if (text.length < KEY_LENGTH) {
          short.add(text);
          continue;
        }
        const key = text.slice(0, KEY_LENGTH);
        byKey.set(key, [...(byKey.get(key) ?? []), text]);
      }
    },
    foundIn(text) {
      if (short.size === 0 && byKey.size === 0) return [];
      const found = new Set<string>();
      search(text.toLowerCase(), found);
      search(unescaped(text).toLowerCase(), found);
      return [...found];
    },
  };
}

/** As a reader of the JSON within the text would see it. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(["\\/])/g, '$1');
}
