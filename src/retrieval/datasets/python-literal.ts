/**
 * Reads a Python dict of strings to numbers, as SCIN writes its weighted labels: {'Eczema': 0.69, "Grover's disease": 0.31}.
 * JSON's parser cannot: Python quotes with either mark, whichever the text does not contain. Returns null if the cell is not
 * such a dict.
 */
export function parsePythonWeights(cell: string): Map<string, number> | null {
  const body = /^\s*\{(.*)\}\s*$/s.exec(cell)?.[1];
  if (body === undefined) return null;
  const weights = new Map<string, number>();
  let rest = body.trim();
  while (rest !== '') {
    const entry = ENTRY.exec(rest);
    if (entry === null) return null;
    const quoted = entry[1] ?? entry[2] ?? '';
    weights.set(quoted.replace(/\\(.)/gs, '$1'), Number(entry[3]));
    rest = rest.slice(entry[0].length);
  }
  return weights;
}

/** One `'key': number` with what separates it from the next: a comma, or the end. */
const ENTRY =
  /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*:\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?:,\s*|$)/is;
