/**
 * `npm run eval:reference -- DIR [--tune]`: what the evidence says of every labelled case of a reference folder, when the
 * patient's own records are left out. Prints a table; `--tune` prints the figures of other fusion settings on the
 * tuning half of the patients instead. Needs no engine: exact search in memory.
 */
import { join } from 'node:path';
import { DEFAULT_FUSION, DEFAULT_URGENCY_THRESHOLDS, type RuleSet } from '../../src/domain';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { findProjectRoot } from '../project-root';
import { inTuningHalf, type AskedCase } from './collect-evidence';
import { evidenceOfFolder } from './folder-evidence';
import { judge, type JudgeSettings } from './judge';
import { outcomeTable } from './outcome-table';
import { tuningTable } from './tuning';

async function main(dir: string | undefined, tune: boolean): Promise<void> {
  if (dir === undefined) throw new Error('Usage: npm run eval:reference -- DIR [--tune]');
  const { asked, conditions } = await evidenceOfFolder(dir);
  const settings: JudgeSettings = {
    table: conditions,
    ruleSet: readRules(),
    fusion: DEFAULT_FUSION,
    thresholds: DEFAULT_URGENCY_THRESHOLDS,
  };
  console.log(tune ? tuningTable(asked, settings) : figuresTable(asked, settings));
}

function figuresTable(asked: readonly AskedCase[], settings: JudgeSettings): string {
  const judged = (wanted: (one: AskedCase) => boolean) =>
    asked.filter(wanted).map((one) => judge(one, settings));
  return outcomeTable([
    { title: 'with picture', outcomes: judged((one) => one.hasPicture) },
    {
      title: 'of these, patients not tuned on',
      outcomes: judged((one) => one.hasPicture && !inTuningHalf(one.referenceCase.patientId)),
    },
    { title: 'without picture', outcomes: judged((one) => !one.hasPicture) },
    {
      title: 'of these, patients not tuned on',
      outcomes: judged((one) => !one.hasPicture && !inTuningHalf(one.referenceCase.patientId)),
    },
  ]);
}

/** Without the suspicion score: it was fitted on such a folder, and `eval:safety` measures it on patients it did not see. */
function readRules(): RuleSet {
  const rules = loadRuleSet(join(findProjectRoot(), 'configs', 'red-flags.yaml'));
  if (!rules.ok) throw new Error(rules.error.join('\n'));
  return { ...rules.value, suspicion: null };
}

const [dir, flag] = process.argv.slice(2);
main(dir, flag === '--tune').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
