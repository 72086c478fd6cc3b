import { parsePythonWeights } from '../../../../src/retrieval/datasets/python-literal';

describe('parsePythonWeights', () => {
  it.each([
    ["{'Eczema': 0.69, 'Tinea': 0.31}", { Eczema: 0.69, Tinea: 0.31 }],
    [`{"Grover's disease": 0.55, 'Acne': 0.45}`, { "Grover's disease": 0.55, Acne: 0.45 }],
    [
      "{'Abrasion, scrape, or scab': 1.0, 'O/E: x': 1e-05}",
      { 'Abrasion, scrape, or scab': 1, 'O/E: x': 0.00001 },
    ],
    [String.raw`{'both \' and "': 0.5}`, { [`both ' and "`]: 0.5 }],
    ['{}', {}],
    [' { } ', {}],
  ])('reads %s', (cell, expected) => {
    expect(Object.fromEntries(parsePythonWeights(cell) ?? [])).toEqual(expected);
  });

  it.each([
    '',
    "['Eczema']",
    "{'Eczema'}",
    "{'Eczema': 0.5 'Tinea': 0.5}",
    "{'Eczema: 0.5}",
    '{Eczema: 0.5}',
  ])('does not guess at %s', (cell) => {
    expect(parsePythonWeights(cell)).toBeNull();
  });
});
