import { type GuardVerdict } from '../../../src/domain';
import { type SmokeOutcome } from './ask-about-invented-case';

const NAME_WIDTH = 12;

/** What became of the question, a line for each fact. */
export function reportOf({ calls, failure, verdict }: SmokeOutcome): string {
  const lines = calls.map(({ latencyMs, inputTokens, outputTokens, reasons, answer }, index) => {
    const tokens = `${inputTokens ?? 'unknown'} tokens in, ${outputTokens ?? 'unknown'} out`;
    const fate = reasons.length > 0 ? reasons.join(', ') : 'understood';
    const name = index === 0 ? 'answer' : 'repair';
    return line(name, `${(latencyMs / 1000).toFixed(1)} s, ${answer === null ? '' : `${tokens}, `}${fate}`);
  });
  if (failure !== null) lines.push(line('failed', `${failure.kind}: ${failure.detail}`));
  if (verdict !== null) lines.push(...verdictLines(verdict));
  return lines.join('\n');
}

/** One line of the report. */
export function line(name: string, words: string): string {
  return `${name.padEnd(NAME_WIDTH)}${words}`;
}

function verdictLines(verdict: GuardVerdict): string[] {
  if (!verdict.accepted) return [line('the guard', `refuses it: ${verdict.reasons.join(', ')}`)];
  const { notes, urgency, differential, unverifiedConditions, rationale } = verdict;
  return [
    line('the guard', `takes it${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`),
    line('urgency', urgency),
    ...differential.map(({ name, probability }) => line('', `${probability.toFixed(2)}  ${name}`)),
    ...unverifiedConditions.map((name) => line('', `?     ${name}`)),
    line('rationale', rationale),
  ];
}
