/** Phrases by their words, so that those which begin alike are looked for together. Most nodes have one way on. */
export interface PhraseNode<T> {
  /** By a whole word that comes next. */
  byWord: Map<string, PhraseNode<T>> | null;
  /** By how the next word begins. */
  byPrefix: Map<string, PhraseNode<T>> | null;
  /** Lengths of those prefixes. */
  prefixLengths: readonly number[];
  /** What may come after up to five other words. */
  afterGap: PhraseNode<T> | null;
  /** What the phrases that end here mean. */
  meanings: readonly T[];
}

export interface PhraseWord {
  /** The forms under which a text may have it. */
  readonly keys: readonly string[];
  readonly isPrefix: boolean;
  readonly isAfterGap: boolean;
}

const NOTHING: readonly never[] = [];

/** A tree without phrases. */
export function emptyNode<T>(): PhraseNode<T> {
  return { byWord: null, byPrefix: null, prefixLengths: NOTHING, afterGap: null, meanings: NOTHING };
}

/** Adds a phrase to the tree under `node`, which it changes. */
export function addPhrase<T>(node: PhraseNode<T>, words: readonly PhraseWord[], meaning: T): void {
  const [first, ...rest] = words;
  if (first === undefined) {
    if (!node.meanings.includes(meaning)) node.meanings = [...node.meanings, meaning];
    return;
  }
  if (first.isAfterGap) node.afterGap ??= emptyNode();
  const from = first.isAfterGap ? (node.afterGap ?? node) : node;
  for (const key of first.keys) {
    const children = first.isPrefix
      ? (from.byPrefix ??= new Map<string, PhraseNode<T>>())
      : (from.byWord ??= new Map<string, PhraseNode<T>>());
    const child = children.get(key) ?? emptyNode<T>();
    children.set(key, child);
    if (first.isPrefix && !from.prefixLengths.includes(key.length))
      from.prefixLengths = [...from.prefixLengths, key.length];
    addPhrase(child, rest, meaning);
  }
}

/** Where a word leads: the node behind it, and what the word has beyond the prefix that led there. */
export interface Step<T> {
  readonly node: PhraseNode<T>;
  readonly ending: string;
}

/** Where one of a word's forms leads from a node. */
export function stepsFrom<T>(node: PhraseNode<T>, forms: readonly string[]): readonly Step<T>[] {
  let steps: Step<T>[] | null = null; // most words lead nowhere, and cost nothing
  for (const form of forms) {
    const whole = node.byWord?.get(form);
    if (whole !== undefined) (steps ??= []).push({ node: whole, ending: '' });
    for (const length of node.prefixLengths) {
      const begun = length <= form.length ? node.byPrefix?.get(form.slice(0, length)) : undefined;
      if (begun !== undefined) (steps ??= []).push({ node: begun, ending: form.slice(length) });
    }
  }
  return steps ?? NOTHING;
}
