import { isClinicalContext, isClinicalContextBefore, isEponym } from './vocabulary';
import { type Word } from './words';

const REACH = 2;

/** "Bowen" of Bowen's disease, "Johnson" of the syndrome: an eponym that stands beside a word for an illness or a sign. */
export function isDiseaseName(words: readonly Word[], index: number): boolean {
  const word = words[index];
  if (word === undefined || !isEponym(word.text)) return false;
  const before = words.slice(Math.max(0, index - REACH), index);
  const after = words.slice(index + 1, index + REACH + 1);
  return (
    [...before, ...after].some((near) => isClinicalContext(near.text)) ||
    before.some((near) => isClinicalContextBefore(near.text))
  );
}
