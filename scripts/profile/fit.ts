/**
 * `npm run profile:fit -- DIR [DIR …]`: counts in labelled reference folders (SCIN, PAD-UFES-20) what people with each
 * condition answer more or less often than all others, and writes configs/data/condition-profiles.json. A condition of
 * several sets is taken from the one that holds most cases of it. Prints what such arguments are worth on cases that they
 * were not counted on. Needs no engine and no picture.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { type ConditionProfile } from '../../src/domain';
import { loadConditionTable, openDataset, type ReferenceCase } from '../../src/retrieval';
import { findProjectRoot } from '../project-root';
import { countLabelled, fitProfiles } from './fit-profiles';
import { measureProfiles } from './measure-profiles';

const PROFILES_FILE = join('configs', 'data', 'condition-profiles.json');

async function main(dirs: readonly string[]): Promise<void> {
  if (dirs.length === 0) throw new Error('Usage: npm run profile:fit -- DIR [DIR …]');
  const root = findProjectRoot();
  const table = await loadConditionTable(join(root, 'configs', 'data', 'conditions.csv'));
  const best = new Map<string, ConditionProfile>();
  const sets = [];
  for (const dir of dirs) {
    const opened = await openDataset(dir);
    if (!opened.ok) throw new Error(opened.error);
    const { name, version, licence } = opened.value;
    const cases: ReferenceCase[] = [];
    for await (const referenceCase of opened.value.cases()) cases.push(referenceCase);
    sets.push({ dataset: name, datasetVersion: version, licence, cases: countLabelled(cases, table) });
    console.log(measureProfiles(name, cases, table).join('\n'));
    for (const profile of fitProfiles(name, cases, table)) {
      if (profile.cases > (best.get(profile.name)?.cases ?? 0)) best.set(profile.name, profile);
    }
  }
  const conditions = [...best.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const file = {
    version: `${sets.map(({ dataset }) => dataset).join('+')}-1`,
    provenance: {
      note: 'Counted by `npm run profile:fit`: shares of answers, no record. Not clinically validated. docs/clinicians.md says what they are for.',
      sets,
    },
    conditions,
  };
  await writeFile(
    join(root, PROFILES_FILE),
    await format(JSON.stringify(file), { parser: 'json', printWidth: 140 }),
  );
  const answers = conditions.reduce((sum, profile) => sum + profile.answers.length, 0);
  console.log(`Wrote ${PROFILES_FILE}: ${conditions.length} conditions, ${answers} answers`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
