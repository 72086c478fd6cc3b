import { Urgency } from '../urgency';

/** What kind of thing a label names, as the condition table says it. */
export const Malignancy = {
  BENIGN: 'BENIGN',
  /** A sign that was seen, not a disease. */
  FINDING: 'FINDING',
  PREMALIGNANT: 'PREMALIGNANT',
  IN_SITU: 'IN_SITU',
  MALIGNANT: 'MALIGNANT',
  /** Cannot be told from a cancer, or may turn into one, without a biopsy. */
  UNCERTAIN: 'UNCERTAIN',
} as const;
export type Malignancy = (typeof Malignancy)[keyof typeof Malignancy];

/** One row of configs/data/conditions.csv. */
export interface ConditionRow {
  /** SCIN's name for the condition. */
  readonly name: string;
  readonly malignancy: Malignancy;
  /** Codes of WHO's ICD-10, most specific first as listed. */
  readonly icd10: readonly string[];
  readonly defaultUrgency: Urgency;
}

export interface ConditionFacts {
  /** Spelled as the table spells it; a name that is not in the table stays as it came. */
  readonly name: string;
  readonly icd10: readonly string[];
  /** Null for a label that the table does not hold. */
  readonly malignancy: Malignancy | null;
  readonly malignantOrPremalignant: boolean;
  /** How soon this condition is seen when nothing else is known of the patient. */
  readonly defaultUrgency: Urgency;
}

export interface ConditionTable {
  readonly names: readonly string[];
  /** Total and case-insensitive. A label outside the table has no codes, is not held malignant, and is ROUTINE. */
  find(name: string): ConditionFacts;
}

/** UNCERTAIN counts as suspicious: only a biopsy takes the suspicion away. */
const SUSPICIOUS: ReadonlySet<Malignancy> = new Set([
  Malignancy.MALIGNANT,
  Malignancy.PREMALIGNANT,
  Malignancy.IN_SITU,
  Malignancy.UNCERTAIN,
]);

/** The first of two rows with one name wins. */
export function createConditionTable(rows: readonly ConditionRow[]): ConditionTable {
  const byKey = new Map<string, ConditionFacts>();
  for (const row of rows) {
    const key = keyOf(row.name);
    if (!byKey.has(key)) byKey.set(key, factsOf(row));
  }
  return {
    names: [...byKey.values()].map((facts) => facts.name),
    find: (name) => byKey.get(keyOf(name)) ?? unlisted(name),
  };
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function factsOf(row: ConditionRow): ConditionFacts {
  return {
    name: row.name,
    icd10: row.icd10,
    malignancy: row.malignancy,
    malignantOrPremalignant: SUSPICIOUS.has(row.malignancy),
    defaultUrgency: row.defaultUrgency,
  };
}

function unlisted(name: string): ConditionFacts {
  return {
    name: name.trim(),
    icd10: [],
    malignancy: null,
    malignantOrPremalignant: false,
    defaultUrgency: Urgency.ROUTINE,
  };
}
