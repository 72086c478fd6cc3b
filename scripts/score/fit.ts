/**
 * `npm run score:fit -- DIR [--threshold 0.12]`: fits the suspicion score on a reference folder (PAD-UFES-20), prints how
 * it does on patients that it was not fitted on, and writes configs/data/suspicion-score.json. Needs no engine.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateRedFlags, isAtLeast, type RuleSet, suspicionOf, Urgency } from '../../src/domain';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { evidenceOfFolder } from '../eval/folder-evidence';
import { findProjectRoot } from '../project-root';
import { outOfFold } from './cross-validate';
import { fitModel, hasAnsweredAll } from './fit-model';
import { type LabelledCase, labelledCases, LesionTruth } from './labelled-cases';
import { thresholdTable } from './threshold-table';

const SCORE_FILE = join('configs', 'data', 'suspicion-score.json');
const SEEDS = [1, 2, 3, 4, 5];

async function main(dir: string | undefined, threshold: number): Promise<void> {
  if (dir === undefined) throw new Error('Usage: npm run score:fit -- DIR [--threshold 0.12]');
  const { dataset, asked, conditions } = await evidenceOfFolder(dir);
  const cases = labelledCases(asked, conditions);
  const fitted = cases.filter(isFitted);
  const model = fitModel(fitted, { version: `${dataset.name}-2`, threshold });
  const complete = fitted.filter(hasAnsweredAll);
  const provenance = {
    note: 'Fitted by `npm run score:fit`. Not clinically validated. docs/evaluation.md says what it is worth.',
    dataset: dataset.name,
    datasetVersion: dataset.version,
    licence: dataset.licence,
    cases: complete.length,
    patients: new Set(complete.map(({ patientId }) => patientId)).size,
    picturedCases: fitted.filter(({ picture }) => picture !== null).length,
  };
  const root = findProjectRoot();
  await writeFile(join(root, SCORE_FILE), asJson({ ...model, provenance }));
  console.log(`Wrote ${SCORE_FILE}\n`);
  // Read only now: the rules are read together with the score, and its file may have been of an older form.
  const rules = loadRuleSet(join(root, 'configs', 'red-flags.yaml'));
  if (!rules.ok) throw new Error(rules.error.join('\n'));
  console.log(thresholdTable(curves(cases, withoutScore(rules.value))));
}

/** For people to read, but numbers that follow each other on one line: a picture has hundreds. */
function asJson(data: unknown): string {
  return `${JSON.stringify(data, null, 2).replace(/(\d),\n\s+(?=-?\d)/g, '$1, ')}\n`;
}

/** Benign against malignant, where every question was answered; premalignant lesions are neither. */
function isFitted(one: LabelledCase): boolean {
  return one.truth !== LesionTruth.PREMALIGNANT;
}

/** Each seed cuts the patients into other folds. */
function curves(cases: readonly LabelledCase[], ruleSet: RuleSet) {
  const judged = cases.filter(isFitted);
  return SEEDS.map((seed) =>
    outOfFold(
      judged,
      seed,
      () => true,
      (model, one) => ({
        isMalignant: one.isMalignant,
        byRules: isAtLeast(
          evaluateRedFlags(ruleSet, one.findings, { malignantProbability: null, endemic: new Set() }).urgency,
          Urgency.SOON,
        ),
        withPicture: suspicionOf(model, one.findings, one.picture)?.least ?? 0,
        withoutPicture: suspicionOf(model, one.findings)?.least ?? 0,
      }),
    ),
  );
}

function withoutScore(ruleSet: RuleSet): RuleSet {
  return { ...ruleSet, suspicion: null };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threshold: { type: 'string' } },
});
main(positionals[0], Number(values.threshold ?? '0.12')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
