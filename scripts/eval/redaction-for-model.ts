/**
 * `npm run eval:redaction -- [--derma DIR] [--pii FILE]`: what the redaction of texts for the language model takes that it
 * should not (words of stories and questions that hold no identifier), and what it leaves that it should not (names that
 * nothing was made with; the identifiers of presidio-research's texts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { loadLanguagePacks, textsOfPacks } from '../../src/conversation';
import { createStrictRedactor, redactText, type StrictRedactor } from '../../src/privacy';
import { findProjectRoot } from '../project-root';
import { HELD_OUT_NAMES, HELD_OUT_SENTENCES } from './privacy/held-out-names';
import { readIdentifiedTexts } from './privacy/identified-text';
import { readDermaQuestions } from './safety/dermavqa';

interface Told {
  readonly language: string;
  readonly text: string;
}

const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const MASK = /\[[a-z0-9 ]+\]/gu;
const wordsIn = (text: string): number => text.replace(MASK, ' ').match(WORD)?.length ?? 0;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** By language: words (of Chinese: characters), and which share the rules take and the strict redaction beyond them. */
function lossTable(texts: readonly Told[], strictly: StrictRedactor): string[] {
  return [...new Set(texts.map(({ language }) => language))].map((language) => {
    const counts = texts
      .filter((told) => told.language === language)
      .map(({ text }) => [text, redactText(text, language), strictly(text, language)].map(wordsIn));
    const [said, afterRules, left] = [0, 1, 2].map((at) =>
      counts.reduce((sum, count) => sum + (count[at] ?? 0), 0),
    ) as [number, number, number];
    return `| ${language} | ${said} | ${percent(said - afterRules, said)} | ${percent(afterRules - left, said)} |`;
  });
}

/** How many names are left whole, and how many in part. */
function namesLeft(redact: StrictRedactor, spelt: (name: string) => string): string {
  const cases = Object.entries(HELD_OUT_SENTENCES).flatMap(([language, sentences]) =>
    sentences.flatMap((sentence) =>
      (HELD_OUT_NAMES[language] ?? []).map((name) => ({ language, sentence, name })),
    ),
  );
  const written = cases.filter(({ name }) => spelt(name) === name || name !== name.toLowerCase());
  const left = written.map(({ language, sentence, name }) => {
    const text = redact(sentence.replace('{}', spelt(name)), language);
    const parts = spelt(name).split(' ');
    return parts.filter((part) => text.includes(part)).length / parts.length;
  });
  const whole = left.filter((share) => share === 1).length;
  return `${whole} whole and ${left.filter((share) => share > 0).length - whole} in part of ${left.length}`;
}

/** Of each kind of identifier, how many values stand whole in what is left. */
function valuesLeft(file: string, redact: StrictRedactor): string[] {
  const byKind = new Map<string, { left: number; all: number }>();
  for (const { full_text: text, language, spans } of readIdentifiedTexts(file)) {
    const redacted = redact(text, language);
    for (const { entity_type: kind, entity_value: value } of spans) {
      const count = byKind.get(kind) ?? { left: 0, all: 0 };
      byKind.set(kind, { left: count.left + Number(redacted.includes(value)), all: count.all + 1 });
    }
  }
  return [...byKind].map(([kind, { left, all }]) => `| ${kind} | ${all} | ${percent(left, all)} |`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { derma: { type: 'string' }, pii: { type: 'string' } } });
  const root = findProjectRoot();
  const packs = loadLanguagePacks(join(root, 'configs/languages'));
  if (!packs.ok) throw new Error(packs.error.join('\n'));
  const strictly = createStrictRedactor(textsOfPacks(packs.value));
  const stories = parse(readFileSync(join(root, 'tests/data/vignettes.yaml'), 'utf8')) as {
    readonly language: string;
    readonly say: string;
  }[];
  console.log('Stories (tests/data/vignettes.yaml): words, lost to the rules, lost beyond them');
  for (const row of lossTable(
    stories.map(({ language, say: text }) => ({ language, text })),
    strictly,
  ))
    console.log(row);
  if (values.derma !== undefined) {
    console.log('Questions of DermaVQA');
    for (const row of lossTable(await readDermaQuestions(values.derma), strictly)) console.log(row);
  }
  console.log('Names held out, as written | in small letters');
  for (const [name, redact] of [
    ['rules', redactText],
    ['strict', strictly],
  ] as const) {
    console.log(
      `| ${name} | ${namesLeft(redact, (written) => written)} | ${namesLeft(redact, (written) => written.toLowerCase())} |`,
    );
  }
  if (values.pii !== undefined) {
    console.log('Identifiers of presidio-research left whole');
    for (const row of valuesLeft(values.pii, strictly)) console.log(row);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
