import { costOf, type TokenPrices } from '../../src/assessment/model/token-cost';
import { type PrintedCall } from './read-calls';

/** The calls, a line each with the answer behind it where it was opened, and what they came to together. */
export function describeCalls(calls: readonly PrintedCall[], prices: TokenPrices): string[] {
  return [...calls.flatMap((call) => describeCall(call, prices)), ...describeSum(calls, prices)];
}

function describeCall(call: PrintedCall, prices: TokenPrices): string[] {
  const { at, caseNumber, outcome, reasons, model, promptVersion, latencyMs, answer } = call;
  const line = [
    at.toISOString(),
    caseNumber,
    reasons.length === 0 ? outcome : `${outcome} (${reasons.join(', ')})`,
    `${model}, ${promptVersion}`,
    `${latencyMs} ms`,
    `${call.inputTokens ?? '?'} + ${call.outputTokens ?? '?'} tokens`,
    costOf(call, prices).toFixed(4),
  ].join('  ');
  return answer === null ? [line] : [line, ...answer.split('\n').map((said) => `    ${shown(said)}`)];
}

/** What moves a cursor, names a window or turns a line round; the joiners that Indic scripts are spelt with stay. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/** A text that nobody has checked, as a terminal may be given it: what nobody would see is seen. */
function shown(text: string): string {
  return text.replace(UNSEEN, '\ufffd');
}

function describeSum(calls: readonly PrintedCall[], prices: TokenPrices): string[] {
  const sum = (valueOf: (call: PrintedCall) => number): number =>
    calls.reduce((total, call) => total + valueOf(call), 0);
  const outcomes = [...new Set(calls.map(({ outcome }) => outcome))].sort();
  return [
    [
      `${calls.length} calls`,
      ...outcomes.map((outcome) => `${calls.filter((call) => call.outcome === outcome).length} ${outcome}`),
    ].join(', '),
    `${sum(({ inputTokens }) => inputTokens ?? 0)} input and ${sum(({ outputTokens }) => outputTokens ?? 0)} output tokens, cost ${sum((call) => costOf(call, prices)).toFixed(4)}`,
  ];
}
