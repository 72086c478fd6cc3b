/** What nobody sees; the joiners that Indic scripts are spelt with stay. Line ends are among it: a text is one line. */
const UNSEEN =
  /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;
/** Begins a tag of a browser or of a model's chat template ("<start_of_turn>"), or a code fence. */
const TAG_OR_FENCE = /[<>&`]/gu;

/**
 * A value as JSON in which no tag and no fence can stand: `<` is written as JSON's escape of it, which means the same.
 * @param indent spaces; 0: one line.
 */
export function asJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(
    TAG_OR_FENCE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A text on one line without hidden characters, cut so that it takes at most `maxChars` in JSON, its quotes left out.
 * @param maxChars at least 1.
 */
export function clipped(text: string, maxChars: number): string {
  // Every character takes one at least: what is beyond that is not even looked at.
  const line = text
    .slice(0, maxChars + 1)
    .replace(UNSEEN, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text.length <= maxChars && lengthInJson(line) <= maxChars) return line;
  let cut = '';
  let length = ELLIPSIS.length;
  for (const character of line) {
    length += lengthInJson(character);
    if (length > maxChars) break;
    cut += character;
  }
  return cut.trimEnd() + ELLIPSIS;
}

const ELLIPSIS = '…';
const QUOTES = 2;

const lengthInJson = (text: string): number => asJson(text).length - QUOTES;
