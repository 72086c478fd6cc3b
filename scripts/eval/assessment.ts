/**
 * `npm run eval:assessment -- DIR|vignettes|--questions DIR [--source evidence|medgemma] [--prompt FILE] [--limit N]
 * [--out FILE.md]`: what the assessment says of cases with a known answer, by the evidence alone or with the configured
 * language model (MEDGEMMA_* variables) on top. Writes the report, its figures as JSON and reliability plots.
 * `--compare BEFORE.json AFTER.json` holds two runs against each other, and fails where the second must not take the
 * first one's place. docs/evaluation.md has the forms and the figures. Needs no engine.
 */
import { dirname, join } from 'node:path';
import { AssessmentSource } from '../../src/domain';
import { findProjectRoot } from '../project-root';
import { readForm } from '../read-form';
import { openReferenceTools, type ReferenceTools } from '../reference/reference-tools';
import { agreementOf } from './assessment/agreement';
import { createEvidenceAssessor } from './assessment/assess-by-evidence';
import { readAssessmentData } from './assessment/assessment-data';
import { compareRuns } from './assessment/compare-runs';
import { evaluateSet, sampleOf } from './assessment/evaluate-set';
import { openEvaluatedModel } from './assessment/open-model';
import { type CaseSource, type Options, readOptions } from './assessment/options';
import { runSchema } from './assessment/outcome';
import { poseFolder } from './assessment/pose-folder';
import { poseQuestions, poseVignettes } from './assessment/pose-stories';
import { type PosedSet } from './assessment/posed-case';
import { writeReport } from './assessment/write-report';
import { type House, openHouse } from './safety/house';

const ROOT = findProjectRoot();
/** Beside the report. */
const ANSWERS = 'answers.jsonl';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), join(ROOT, '.data'));
  if (!options.ok) throw new Error(options.error);
  if (options.value.kind === 'COMPARE') compare(options.value);
  else await evaluate(options.value);
}

async function evaluate(options: Extract<Options, { kind: 'EVALUATE' }>): Promise<void> {
  const house = openHouse(ROOT);
  const tools = await openReferenceTools(process.env);
  try {
    const { embedder } = tools;
    const data = readAssessmentData(house, tools.conditions, ROOT);
    const model =
      options.source === AssessmentSource.EVIDENCE
        ? null
        : await openEvaluatedModel({
            env: process.env,
            root: ROOT,
            promptFile: options.prompt,
            data,
            logFile: join(dirname(options.out), ANSWERS),
          });
    const whole = await pose(options.cases, house, tools);
    const set = options.limit === null ? whole : sampleOf(whole, options.limit);
    const run = await evaluateSet(
      {
        assess: createEvidenceAssessor(data, embedder),
        rulesVersion: house.ruleSet.version,
        embeddingModel: embedder.model.name,
        model,
      },
      set,
    );
    console.log(await writeReport(run, options.out));
    console.error(`Written to ${options.out}.`);
    // The guard promises it; whoever sees it broken must not read on to the figures.
    if (agreementOf(run.cases).lowered.length > 0) throw new Error('The model lowered an urgency.');
  } finally {
    await tools.close();
  }
}

function pose(source: CaseSource, house: House, tools: ReferenceTools): Promise<PosedSet> {
  switch (source.kind) {
    case 'FOLDER':
      return poseFolder(house, tools, source.path, ROOT);
    case 'VIGNETTES':
      return poseVignettes(house, join(ROOT, 'tests', 'data', 'vignettes.yaml'));
    case 'QUESTIONS':
      return poseQuestions(house, source.path);
  }
}

function compare({ before, after }: { readonly before: string; readonly after: string }): void {
  const read = (file: string) => readForm(file, runSchema, JSON.parse);
  const { markdown, objections } = compareRuns(read(before), read(after));
  console.log(markdown);
  if (objections.length > 0) throw new Error(`Not to be promoted: ${objections.join('; ')}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
