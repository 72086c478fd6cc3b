import { type PhraseNode, stepsFrom } from './phrase-tree';
import { type Hides, isShort, type PhraseIndex } from './phrases';
import { type Token, type TokenSpan } from './tokens';

export interface PhraseMatch<T> extends TokenSpan {
  readonly meaning: T;
  /** The tokens that are the phrase's own, ascending; those in its gaps are not among them. */
  readonly places: readonly number[];
  /** What the last word has behind the phrase's `*`; empty where the phrase ends in a whole word. */
  readonly ending: string;
}

const MAX_GAP_WORDS = 5;
const MAX_COMMAS_PER_GAP = 1;
/** Letters that must be left of a word when a proclitic is cut off. */
const MIN_STEM_LETTERS = 3;

/**
 * Every phrase that occurs as whole words, from left to right, each gap as short as it can be. A phrase all of whose
 * words lie in a longer one that occurs too is hidden by it, so that a word inside a longer phrase, or inside another
 * word, never counts.
 */
export function findPhrases<T>(tokens: readonly Token[], index: PhraseIndex<T>): readonly PhraseMatch<T>[] {
  const text: Text = {
    tokens,
    forms: tokens.map((token) => formsOf(token, index.proclitics)),
    closers: index.closers,
    closing: [],
  };
  const found: PhraseMatch<T>[] = [];
  for (let start = 0; start < tokens.length; start += 1) {
    const ended = new Set<PhraseNode<T>>();
    walk(text, index.root, [], start, (node, places, ending) => {
      if (ended.has(node)) return; // the same phrase over a longer gap
      ended.add(node);
      const end = (places.at(-1) ?? start) + 1;
      for (const meaning of node.meanings) found.push({ meaning, start, end, places, ending });
    });
  }
  return withoutHidden(found, index.hides);
}

function withoutHidden<T>(found: readonly PhraseMatch<T>[], hides: Hides<T>): readonly PhraseMatch<T>[] {
  const byPlace = new Map<number, PhraseMatch<T>[]>();
  for (const match of found)
    for (const place of match.places) byPlace.set(place, [...(byPlace.get(place) ?? []), match]);
  const isHidden = ({ places, meaning }: PhraseMatch<T>): boolean =>
    (byPlace.get(places[0] ?? -1) ?? []).some(
      (other) =>
        other.places.length > places.length &&
        hides(other.meaning, meaning) &&
        places.every((place) => other.places.includes(place)),
    );
  return found.filter((match) => !isHidden(match));
}

/** A text as the phrases see it. */
interface Text {
  readonly tokens: readonly Token[];
  /** By the index of a token: the word, and what is left of it without a proclitic. */
  readonly forms: readonly (readonly string[])[];
  readonly closers: PhraseNode<true>;
  /** By the index of a token, once it is known: a phrase that closes gaps begins there. */
  readonly closing: boolean[];
}

function formsOf({ word, marked }: Token, proclitics: readonly string[]): readonly string[] {
  const form = isShort(word) ? marked : word;
  if (proclitics.length === 0) return [form];
  const stems = proclitics
    .filter((proclitic) => word.startsWith(proclitic))
    .map((proclitic) => word.slice(proclitic.length))
    .filter((stem) => stem.length >= MIN_STEM_LETTERS);
  return [form, ...stems];
}

/** Is told the node at which a phrase has ended, and where its words are. */
type Report<T> = (node: PhraseNode<T>, places: readonly number[], ending: string) => void;

/** Follows the text from the word at `place` on, through every phrase of the tree that goes on so. */
function walk<T>(
  text: Text,
  node: PhraseNode<T>,
  places: readonly number[],
  place: number,
  report: Report<T>,
): void {
  const last = text.tokens[places.at(-1) ?? -1];
  const word = text.tokens[place];
  if (word !== undefined && (last === undefined || word.clause === last.clause))
    follow(text, node, places, place, report);
  if (node.afterGap === null || last === undefined) return;
  for (let next = place; isInGap(text, last, place, next); next += 1) {
    follow(text, node.afterGap, places, next, report);
    if (closesGap(text, next)) return;
  }
}

function follow<T>(
  text: Text,
  node: PhraseNode<T>,
  places: readonly number[],
  place: number,
  report: Report<T>,
): void {
  for (const { node: next, ending } of stepsFrom(node, text.forms[place] ?? [])) {
    const reached = [...places, place];
    if (next.meanings.length > 0) report(next, reached, ending);
    walk(text, next, reached, place + 1, report);
  }
}

/** Whether a gap that begins at `from` behind the word `last` may end before `place`. */
function isInGap(text: Text, last: Token, from: number, place: number): boolean {
  const word = text.tokens[place];
  if (word === undefined || word.part !== last.part) return false;
  const gapWords = word.wordsBefore - (text.tokens[from]?.wordsBefore ?? 0);
  return gapWords <= MAX_GAP_WORDS && word.clause - last.clause <= MAX_COMMAS_PER_GAP;
}

function closesGap(text: Text, place: number): boolean {
  const known = text.closing[place];
  if (known !== undefined) return known;
  text.closing[place] = false; // as long as nobody knows: a closing phrase may have a gap itself
  let closes = false;
  walk(text, text.closers, [], place, () => (closes = true));
  text.closing[place] = closes;
  return closes;
}
