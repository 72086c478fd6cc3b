import { createHash } from 'node:crypto';
import {
  arguedFromFindings,
  type ConditionFacts,
  type ConditionProfiles,
  type ConditionTable,
} from '../../src/domain';
import { type ReferenceCase } from '../../src/retrieval';
import { fitProfiles } from './fit-profiles';

/** Of how many pairs of a case and a condition the answers say something for it, and against it. */
interface Tally {
  pairs: number;
  supported: number;
  contradicted: number;
}

/**
 * What arguments are worth on cases that they were not counted on: profiles of one half of the patients are asked about the
 * other half, and the other way round. As lines: how often answers speak for and against the condition that a case was
 * labelled with, and for and against each other condition.
 */
export function measureProfiles(
  dataset: string,
  cases: readonly ReferenceCase[],
  table: ConditionTable,
): readonly string[] {
  const [right, wrong] = [emptyTally(), emptyTally()];
  for (const half of [true, false]) {
    const counted = cases.filter(({ patientId }) => isInFirstHalf(patientId) === half);
    const conditions = fitProfiles(dataset, counted, table);
    const profiles = { version: 'half', conditions };
    const asked = cases.filter(({ patientId }) => isInFirstHalf(patientId) !== half);
    for (const one of oncePerComplaint(asked)) {
      const labels = new Set(one.conditions.map(({ name }) => table.find(name).name));
      for (const { name } of conditions)
        argue(labels.has(name) ? right : wrong, table.find(name), one, profiles);
    }
  }
  return [
    `${dataset}, on the half that was not counted:`,
    `  a condition that the case was labelled with: ${inWords(right)}`,
    `  any other condition with a profile: ${inWords(wrong)}`,
  ];
}

/** As a clinician reads it: against what may be a cancer there is no argument. */
function argue(
  tally: Tally,
  { name, icd10, malignantOrPremalignant }: ConditionFacts,
  { findings }: ReferenceCase,
  profiles: ConditionProfiles,
): void {
  const silent = {
    name,
    icd10,
    malignantOrPremalignant,
    probability: 0,
    supportedBy: [],
    contradictedBy: [],
  };
  const [argued] = arguedFromFindings([silent], findings, profiles);
  tally.pairs += 1;
  tally.supported += Number((argued?.supportedBy ?? []).length > 0);
  tally.contradicted += Number((argued?.contradictedBy ?? []).length > 0);
}

function emptyTally(): Tally {
  return { pairs: 0, supported: 0, contradicted: 0 };
}

function inWords({ pairs, supported, contradicted }: Tally): string {
  return `supported ${percent(supported, pairs)}, contradicted ${percent(contradicted, pairs)} (${pairs} pairs)`;
}

function percent(count: number, of: number): string {
  return of === 0 ? 'of none' : `${((100 * count) / of).toFixed(1)} %`;
}

function oncePerComplaint(cases: readonly ReferenceCase[]): ReferenceCase[] {
  const labelled = cases.filter(({ conditions }) => conditions.length > 0);
  return [...new Map(labelled.map((one) => [one.caseId, one])).values()];
}

function isInFirstHalf(patientId: string): boolean {
  return (createHash('sha256').update(`profile:${patientId}`).digest()[0] ?? 0) < 128;
}
