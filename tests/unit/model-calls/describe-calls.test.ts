import { describeCalls } from '../../../scripts/model-calls/describe-calls';
import { type PrintedCall } from '../../../scripts/model-calls/read-calls';

const call: PrintedCall = {
  at: new Date('2026-11-23T08:00:00.000Z'),
  caseNumber: 'PAA-2026-000001',
  model: 'medgemma (openai)',
  promptVersion: 'assess-1@0123',
  outcome: 'ACCEPTED',
  reasons: [],
  inputTokens: 1000,
  outputTokens: 200,
  latencyMs: 1500,
  answer: null,
};
const refused: PrintedCall = {
  ...call,
  outcome: 'REFUSED_BY_GUARD',
  reasons: ['DRUG_DOSE'],
  inputTokens: null,
  outputTokens: null,
  answer: 'one\ntwo',
};
const prices = { inputPricePerMillion: 10, outputPricePerMillion: 100 };

it('prints a line for each call, the answer that was opened behind it, and what they came to', () => {
  expect(describeCalls([call, refused], prices)).toEqual([
    '2026-11-23T08:00:00.000Z  PAA-2026-000001  ACCEPTED  medgemma (openai), assess-1@0123  1500 ms  1000 + 200 tokens  0.0300',
    '2026-11-23T08:00:00.000Z  PAA-2026-000001  REFUSED_BY_GUARD (DRUG_DOSE)  medgemma (openai), assess-1@0123  1500 ms  ? + ? tokens  0.0000',
    '    one',
    '    two',
    '2 calls, 1 ACCEPTED, 1 REFUSED_BY_GUARD',
    '1000 input and 200 output tokens, cost 0.0300',
  ]);
});

it('does to no terminal what a model may have written into its answer', () => {
  const hostile = { ...refused, answer: 'one\u001b[2J\u001b]0;title\u0007\r\ntwo\u202e' };
  expect(describeCalls([hostile], prices).slice(1, 3)).toEqual(['    one�[2J�]0;title��', '    two�']);
});
