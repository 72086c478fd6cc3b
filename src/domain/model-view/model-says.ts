import { tidy } from './guard-texts';

/** Stands before each of the model's sentences, so that nobody takes one for a finding or a neighbour of ours. */
const MODEL_SAYS = 'Language model: ';

/** A model's sentences as they are shown: each once, on one line, marked as its own. */
export function said(sentences: readonly string[] = []): string[] {
  const lines = sentences.map(tidy).filter((line) => line !== '');
  return [...new Set(lines)].map((line) => MODEL_SAYS + line);
}

/** Whether a sentence is one of those. */
export function isSaid(sentence: string): boolean {
  return sentence.startsWith(MODEL_SAYS);
}
