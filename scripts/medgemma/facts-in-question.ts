/** What a question tells, as far as the loopback server's answers need it. */
export interface FactsInQuestion {
  /** The closed list of conditions. */
  readonly conditions: readonly string[];
  /** What the evidence thinks of, the most probable first. */
  readonly candidates: readonly { readonly name: string; readonly probability: number }[];
}

/** The smallest list of words that is taken for the closed list: findings and sites are shorter. */
const MIN_CONDITIONS = 5;

/**
 * Reads the data section of a question: whatever stands in it as JSON. It knows the prompt by two things alone: the closed
 * list is an array of names under a key that speaks of conditions, and a candidate is an object with name and probability.
 */
export function factsInQuestion(text: string): FactsInQuestion {
  const values = jsonBlocksIn(text);
  const candidates = values.flatMap((value) => candidatesIn(value));
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]));
  return {
    conditions: values.map((value) => closedListIn(value, '')).find((list) => list !== null) ?? [],
    candidates: [...byName.values()].sort((one, other) => other.probability - one.probability),
  };
}

/** Every JSON object or array of a text that is not part of another one. */
function jsonBlocksIn(text: string): unknown[] {
  const blocks: unknown[] = [];
  for (let start = text.search(/[{[]/); start >= 0 && start < text.length;) {
    const end = endOfBlock(text, start);
    const block = end === null ? undefined : parsed(text.slice(start, end));
    if (block !== undefined) blocks.push(block);
    const from = block === undefined || end === null ? start + 1 : end;
    const next = text.slice(from).search(/[{[]/);
    start = next < 0 ? -1 : from + next;
  }
  return blocks;
}

/** Behind the bracket that closes the one at `start`; null: none does. */
function endOfBlock(text: string, start: number): number | null {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function closedListIn(value: unknown, key: string): string[] | null {
  if (Array.isArray(value)) {
    const names = value.map(nameOf).filter((name) => name !== null);
    const isClosedList = /condition|closed/i.test(key) && names.length >= MIN_CONDITIONS;
    if (isClosedList && names.length === value.length) return names;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [innerKey, inner] of Object.entries(value)) {
    const found = closedListIn(inner, Array.isArray(value) ? key : innerKey);
    if (found !== null) return found;
  }
  return null;
}

function candidatesIn(value: unknown): { name: string; probability: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const name = nameOf(value);
  const probability = 'probability' in value ? value.probability : undefined;
  const own = name !== null && typeof probability === 'number' ? [{ name, probability }] : [];
  return [...own, ...Object.values(value).flatMap((inner: unknown) => candidatesIn(inner))];
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('name' in value)) return null;
  return typeof value.name === 'string' ? value.name : null;
}
