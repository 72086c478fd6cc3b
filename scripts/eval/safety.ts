/**
 * `npm run eval:safety -- [--pad DIR] [--reference DIR] [--derma DIR] [--pii FILE] [--vignettes FILE] [--out DIR]`: how
 * safe the house is on cases with a known answer. Any part may be left out. Writes report.md, report.json and two plots
 * into the folder (default .data/eval-safety) and prints the report. docs/evaluation.md has the forms of the files.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLanguageIdentifier } from '../../src/speech';
import { findProjectRoot } from '../project-root';
import { dermaSection } from './safety/derma-section';
import { readDermaQuestions, runDermaQuestions } from './safety/dermavqa';
import { type House, openHouse } from './safety/house';
import { evaluateLesions } from './safety/evaluate-lesions';
import { checkLanguages } from './safety/language-check';
import { languageSection } from './safety/language-section';
import { privacySection } from './safety/privacy-section';
import { type Section } from './safety/section';
import { readVerdicts, sampleEscalations } from './safety/verdicts';
import { vignetteSection } from './safety/vignette-section';
import { readVignettes, runVignettes } from './safety/vignettes';

const SAMPLED_ESCALATIONS = 30;
const DEFAULT_OUT = join('.data', 'eval-safety');

interface Arguments {
  readonly pad?: string | undefined;
  readonly reference?: string | undefined;
  readonly derma?: string | undefined;
  readonly pii?: string | undefined;
  readonly vignettes?: string | undefined;
  readonly out?: string | undefined;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { pad: text, reference: text, derma: text, pii: text, vignettes: text, out: text };
  const given: Arguments = parseArgs({ options }).values;
  const root = findProjectRoot();
  const house = openHouse(root);
  const out = resolve(given.out ?? join(root, DEFAULT_OUT));
  await mkdir(out, { recursive: true });
  const sections: Section[] = [];
  const add = async (title: string, make: () => Promise<Section>): Promise<void> => {
    process.stderr.write(`${title} …\n`);
    sections.push(await make());
  };
  if (given.pad !== undefined) {
    const { pad, reference } = given;
    await add('lesions', () => evaluateLesions(house, { pad, reference: reference ?? pad, out, root }));
  }
  if (given.derma !== undefined) {
    const { derma } = given;
    await add('DermaVQA', () => evaluateDerma(house, derma, root));
  }
  if (given.vignettes !== undefined) {
    const { vignettes } = given;
    await add('vignettes', async () => vignetteSection(await runVignettes(house, readVignettes(vignettes))));
  }
  if (given.pii !== undefined) {
    const { pii } = given;
    await add('personal data', () => privacySection(house, root, pii));
  }
  const sentences = join(root, 'tests', 'data', 'spoken-rules');
  await add('languages', async () =>
    languageSection(await checkLanguages(sentences, await createLanguageIdentifier())),
  );
  await write(out, house, sections);
}

async function evaluateDerma(house: House, dir: string, root: string): Promise<Section> {
  const outcomes = await runDermaQuestions(house, await readDermaQuestions(dir));
  const verdicts = await readVerdicts(join(root, 'docs', 'evaluation', 'derma-verdicts.yaml'));
  return dermaSection(outcomes, sampleEscalations(outcomes, SAMPLED_ESCALATIONS), verdicts);
}

async function write(out: string, house: House, sections: readonly Section[]): Promise<void> {
  const { version, rules, suspicion } = house.ruleSet;
  const wording = house.packs.all.map((pack) => pack.wordingVersion).join(', ');
  const report = [
    '# Safety evaluation',
    `Rules ${version} (${rules.length}), score ${suspicion?.version ?? 'none'} from ${suspicion?.threshold ?? '–'}, words ${wording}.`,
    ...sections.flatMap((section) => [`## ${section.title}`, section.markdown]),
    '',
  ].join('\n\n');
  const data = Object.fromEntries(sections.map((section) => [section.title, section.data]));
  await writeFile(join(out, 'report.md'), report);
  await writeFile(join(out, 'report.json'), `${JSON.stringify({ version, ...data }, null, 2)}\n`);
  console.log(report);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
