import { folded } from './vocabulary';

/** One word of a text, and how it is written. */
export interface Word {
  readonly text: string;
  /** In small letters without accents. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  readonly isCapitalised: boolean;
  /** Two letters or more, all of them capitals. */
  readonly isUpperCase: boolean;
  /** Written large because a sentence, a line or a quotation begins, or maybe so. */
  readonly startsSentence: boolean;
  /** What stands between this word and the one before it. */
  readonly before: string;
}

const WORD =
  /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?:['’-](?:(?!\p{Script=Han})[\p{L}\p{M}])+)*/gu;
const SENTENCE_START = /^$|[.!?:;•>"“”«¿¡\n|()\uFFFC…]\s*$|^\s*[-*]\s*$/u;
/** A dot after these ends no sentence. */
const ABBREVIATION = /^(?:mr|mrs|ms|dr|prof|st|sr|sra|mme|\p{L})$/u;

/** The words of a text in their order. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const found = match[0];
    const previous = words.at(-1);
    const before = text.slice(previous?.end ?? 0, match.index);
    const afterAbbreviation =
      before.startsWith('. ') && previous !== undefined && ABBREVIATION.test(previous.folded);
    words.push({
      text: found,
      folded: folded(found),
      start: match.index,
      end: match.index + found.length,
      isCapitalised: /^\p{Lu}/u.test(found),
      isUpperCase: /^\p{Lu}{2,}$/u.test(found),
      startsSentence: !afterAbbreviation && (previous === undefined || SENTENCE_START.test(before)),
      before,
    });
  }
  return words;
}
