import { parseAnswer } from '../../../../src/language-model';

const ANSWER = {
  rationale: 'It is likely eczema.',
  candidates: [{ name: 'Eczema', supportedBy: ['itch'], contradictedBy: [], probability: 0.6 }],
  urgency: 'ROUTINE',
  wouldChange: ['A picture.'],
};
const [CANDIDATE] = ANSWER.candidates;
const json = JSON.stringify(ANSWER);
const refused = (code: string, ...wrong: readonly string[]) => ({ ok: false, error: { code, wrong } });

it.each([
  ['bare', json],
  ['in a code fence', `\`\`\`json\n${JSON.stringify(ANSWER, null, 2)}\n\`\`\`\n`],
  ['in a fence without a name', `\`\`\`\n${json}\n\`\`\``],
  ['behind thoughts', `<unused94>thought\nIs it {"urgency":"SELF_CARE"}?<unused95>${json}`],
  ['behind thoughts whose opening the server left out', `thought\nIt itches.<unused95>\n${json}`],
  ['behind thoughts that speak of their own end', `<unused94>I end with <unused95>. Now.<unused95>${json}`],
])('reads an answer %s', (_name, text) => {
  expect(parseAnswer(text)).toEqual({ ok: true, value: ANSWER });
});

it.each([
  ['nothing', '', 'NOT_JSON'],
  ['words', 'It is eczema.', 'NOT_JSON'],
  ['words before it', `Here is the JSON: ${json}`, 'NOT_JSON'],
  ['words behind it', `${json}\nThe patient should rest.`, 'NOT_JSON'],
  ['half of it', json.slice(0, json.length / 2), 'NOT_JSON'],
  ['two of them', `${json}${json}`, 'NOT_JSON'],
  ['two fences', `\`\`\`json\n${json}\n\`\`\`\n\`\`\`json\n${json}\n\`\`\``, 'NOT_JSON'],
  ['thoughts without an end', `<unused94>thought\n${json}`, 'NO_ANSWER_AFTER_THOUGHTS'],
  ['thoughts and nothing behind them', `<unused94>thought<unused95> \n`, 'NO_ANSWER_AFTER_THOUGHTS'],
  ['a million characters', `${json}${' '.repeat(1_000_000)}`, 'TOO_LONG'],
])('refuses %s', (_name, text, code) => {
  expect(parseAnswer(text)).toMatchObject({ ok: false, error: { code } });
});

it.each([
  ['a list', [ANSWER], 'answer: invalid_type'],
  ['another field', { ...ANSWER, diagnosis: 'eczema' }, 'answer: unrecognized_keys'],
  ['a prototype', JSON.parse('{"__proto__":{"urgency":"ROUTINE"}}'), 'rationale: invalid_type'],
  ['an unknown urgency', { ...ANSWER, urgency: 'soon' }, 'urgency: invalid_value'],
  [
    'percent',
    { ...ANSWER, candidates: [{ ...CANDIDATE, probability: 60 }] },
    'candidates.0.probability: too_big',
  ],
  [
    'figures as words',
    { ...ANSWER, candidates: [{ ...CANDIDATE, probability: '0.6' }] },
    'candidates.0.probability: invalid_type',
  ],
  [
    'a nameless candidate',
    { ...ANSWER, candidates: [{ ...CANDIDATE, name: ' ' }] },
    'candidates.0.name: too_small',
  ],
  ['a long sentence', { ...ANSWER, wouldChange: ['x'.repeat(301)] }, 'wouldChange.0: too_big'],
  [
    'nine candidates',
    { ...ANSWER, candidates: Array.from({ length: 9 }, (_, n) => ({ ...CANDIDATE, name: `${n}` })) },
    'candidates: too_big',
  ],
])('refuses %s, and says where', (_name, value, wrong) => {
  const read = parseAnswer(JSON.stringify(value));
  expect(read).toMatchObject({ ok: false, error: { code: 'WRONG_SHAPE' } });
  if (!read.ok) expect(read.error.wrong).toContain(wrong);
});

it('refuses numbers that are none', () => {
  expect(parseAnswer(json.replace('0.6', '1e999')).ok).toBe(false);
  expect(parseAnswer(json.replace('0.6', 'NaN')).ok).toBe(false);
});

it('refuses one condition twice, however it is written', () => {
  const twice = { ...ANSWER, candidates: [CANDIDATE, { ...CANDIDATE, name: ' eczema' }] };
  expect(parseAnswer(JSON.stringify(twice))).toEqual(
    refused('NAMED_TWICE', 'candidates.1.name: named before'),
  );
});
