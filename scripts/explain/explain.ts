/**
 * `npm run explain -- --language es [--speaker PARENT] [--prompt DURATION] "texto"`: what the language's lexicon hears in
 * a text, with the words that gave each finding, what was denied or doubted and why, and which rules fire. For editors
 * of configs/languages. Without a text it explains each line of the standard input.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { loadLanguagePacks } from '../../src/conversation/language-pack';
import { type Hearing, PromptCode, type Result, SpeakerRelation } from '../../src/domain';
import { findProjectRoot } from '../project-root';
import { explanationOf } from './explanation-of';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      language: { type: 'string', short: 'l', default: 'en' },
      speaker: { type: 'string' },
      prompt: { type: 'string' },
    },
  });
  const configs = join(findProjectRoot(), 'configs');
  const ruleSet = valueOf(loadRuleSet(join(configs, 'red-flags.yaml')));
  const pack = valueOf(loadLanguagePacks(join(configs, 'languages'))).find(values.language);
  if (pack === undefined) throw new Error(`There is no language file for ${values.language}.`);
  const hearing: Hearing = {
    prompt: oneOf('prompt', PromptCode, values.prompt),
    speaker: oneOf('speaker', SpeakerRelation, values.speaker),
    today: new Date(),
  };
  const lines = positionals.length > 0 ? [positionals.join(' ')] : createInterface({ input: process.stdin });
  for await (const text of lines) {
    console.log([`“${text}”`, ...explanationOf(text, pack.compiled, ruleSet, hearing), ''].join('\n'));
  }
}

function oneOf<T extends string>(
  option: string,
  known: Readonly<Record<string, T>>,
  given: string | undefined,
): T | null {
  if (given === undefined) return null;
  const found = Object.values(known).find((value) => value === given);
  if (found === undefined) throw new Error(`--${option} is one of ${Object.values(known).join(', ')}.`);
  return found;
}

function valueOf<T>(result: Result<T, string[]>): T {
  if (!result.ok) throw new Error(result.error.join('\n'));
  return result.value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
