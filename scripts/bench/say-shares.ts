import { join } from 'node:path';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { loadLanguagePacks } from '../../src/conversation/language-pack';
import {
  evaluateRedFlags,
  extractFindings,
  mergeFindings,
  NO_FINDINGS,
  parseYesNo,
  type Result,
} from '../../src/domain';
import { redactText } from '../../src/privacy';
import { ANSWERS } from './say-conversations';

const ROUNDS = 40;
const WARM_UP_ROUNDS = 10;

/** The part of a `say` that needs no engine, by what it does: milliseconds for each of the same texts, in this process. */
export function timeShares(configs: string): Readonly<Record<string, readonly number[]>> {
  const packs = valueOf(loadLanguagePacks(join(configs, 'languages')));
  const ruleSet = valueOf(loadRuleSet(join(configs, 'red-flags.yaml')));
  const context = { malignantProbability: null, endemic: new Set<string>() };
  const hearing = { prompt: null, speaker: null, today: new Date() };
  const texts = ANSWERS.flatMap(({ language, said }) => said.map((text) => ({ language, text })));
  const shares = { redaction: [] as number[], extraction: [] as number[], rules: [] as number[] };
  for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round += 1) {
    for (const { language, text } of texts) {
      const { compiled } = packs.find(language) ?? packs.fallback;
      const startedMs = performance.now();
      const redacted = redactText(text, language);
      const redactedMs = performance.now();
      const said = extractFindings(redacted, compiled, hearing);
      parseYesNo(redacted, compiled);
      const extractedMs = performance.now();
      evaluateRedFlags(ruleSet, mergeFindings(NO_FINDINGS, said), context);
      const judgedMs = performance.now();
      if (round < WARM_UP_ROUNDS) continue;
      shares.redaction.push(redactedMs - startedMs);
      shares.extraction.push(extractedMs - redactedMs);
      shares.rules.push(judgedMs - extractedMs);
    }
  }
  return shares;
}

function valueOf<T>(result: Result<T, string[]>): T {
  if (!result.ok) throw new Error(result.error.join('\n'));
  return result.value;
}
