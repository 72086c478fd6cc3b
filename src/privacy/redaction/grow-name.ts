import { isDiseaseName } from './clinical-context';
import { type Circumstances, type Span } from './personal-data';
import { couldBeName, isClinicalTerm, isCommonEnglish, isOtherCapital } from './vocabulary';
import { type Word, wordsOf } from './words';

const PARTICLE =
  /^(?:van|von|der|den|de|da|do|dos|das|del|della|di|la|le|ten|ter|bin|bint|ibn|al|el|ben|ould|y|e)$/u;

/** Names with what belongs to them: initials, further names, particles ("John A. Leiva", "Ana de Souza", "आशा देवी"). */
export function grownNames(
  text: string,
  found: readonly Span[],
  { language }: Circumstances,
): readonly Span[] {
  if (found.length === 0) return found;
  const words = wordsOf(text);
  const belongs = (index: number, gap: string | undefined, isLast: boolean): boolean =>
    gap !== undefined &&
    isBeside(words, index, gap, isLast) &&
    isPartOfName(words, index, { isEnglish: language === 'en', isLast });
  return found.map(({ start, end }) => {
    let first = words.findIndex((word) => word.end > start);
    let last = words.findLastIndex((word) => word.start < end);
    if (first === -1 || last < first) return { start, end };
    for (let next = afterParticles(words, last + 1); belongs(next, words[last + 1]?.before, true);) {
      last = next;
      next = afterParticles(words, last + 1);
    }
    while (belongs(first - 1, words[first]?.before, false)) first -= 1;
    return {
      start: Math.min(start, words[first]?.start ?? start),
      end: Math.max(end, words[last]?.end ?? end),
    };
  });
}

/** A space or a hyphen; a full stop only after an initial ("John A. Leiva"). */
function isBeside(words: readonly Word[], index: number, gap: string, isLast: boolean): boolean {
  if (/^[ \-–]$/u.test(gap)) return true;
  const left = words[isLast ? index - 1 : index];
  return gap === '. ' && left !== undefined && /^(?:\p{L}|Dr|Mr|Mrs|Ms|St)$/u.test(left.text);
}

/** The index of the first word from `index` on that is no "van der": where particles lead to a name, or `index` itself. */
function afterParticles(words: readonly Word[], index: number): number {
  let next = index;
  while (PARTICLE.test(words[next]?.text ?? '')) next += 1;
  return words[next]?.isCapitalised === true ? next : index;
}

/** Whether the word at an index, which stands beside a name, is part of it. */
function isPartOfName(
  words: readonly Word[],
  index: number,
  { isEnglish, isLast }: { readonly isEnglish: boolean; readonly isLast: boolean },
): boolean {
  const word = words[index];
  if (word === undefined || isDiseaseName(words, index) || isClinicalTerm(word.text)) return false;
  if (/^\p{Lu}$/u.test(word.text))
    return word.text !== 'I' || words[index + 1]?.before.startsWith('.') === true;
  if (word.isCapitalised && couldBeName(word.text)) return !word.startsSentence || !isLast;
  if (isOtherCapital(word.text)) return false;
  if (!word.isCapitalised) {
    const isUnknown = isEnglish && isLast && word.text.length > 3;
    return !isCommonEnglish(word.text) && (couldBeName(word.text) || isUnknown);
  }
  return !isCommonEnglish(word.text) || (isLast && words[index + 1]?.isCapitalised !== true);
}
