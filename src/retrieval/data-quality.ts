import { z } from 'zod';
import { type ConditionTable, FitzpatrickSkinType, type Result } from '../domain';
import { type ReferenceCase, type ReferenceDataset } from './reference-case';

/** Where the dataset does not say. */
export const NOT_KNOWN = 'UNKNOWN';

const counts = z.record(z.string(), z.number());
const duplicates = z.object({
  /** Pictures of cases that are the same as one of another case or row. */
  appearances: z.number(),
  /** How many different pictures those are. */
  pictures: z.number(),
  /** And how many of them are said to be of more than one patient. */
  acrossPatients: z.number(),
});

export const qualitySummarySchema = z.object({
  dataset: z.string(),
  cases: z.number(),
  labelledCases: z.number(),
  /** Labels of the cases that the condition table does not hold. */
  labelsOutsideTable: z.number(),
  pictures: z.object({
    named: z.number(),
    /** Named by the table, and not in the folder. */
    missing: z.number(),
    /** In the folder, and not named by the table. */
    notInTable: z.number(),
    /** Opened and prepared: of a build, those of labelled cases. */
    examined: z.number(),
    /** By reason, of those examined. */
    unusable: counts,
  }),
  /** Byte for byte, or by name where the file is missing. */
  sameFile: duplicates,
  /** After preparation, of those examined: what differs in nothing that can be seen. */
  samePicture: duplicates,
  skinTypes: counts,
});

/** What is kept beside an index. */
export type QualitySummary = Readonly<z.infer<typeof qualitySummarySchema>>;

export interface LabelCount {
  readonly name: string;
  readonly inTable: boolean;
  /** Cases whose heaviest label it is. */
  readonly cases: number;
  readonly bySkinType: Readonly<Record<string, number>>;
}

export interface QualityReport {
  readonly summary: QualitySummary;
  readonly licence: string;
  readonly version: string;
  /** Most cases first. */
  readonly labels: readonly LabelCount[];
  /** Cases by decade of age: `30` is 30 to 39 years. */
  readonly ageDecades: Readonly<Record<string, number>>;
  readonly sexes: Readonly<Record<string, number>>;
}

export interface QualityTally {
  addCase(referenceCase: ReferenceCase): void;
  /** `outcome`: the prepared picture's digest, or why there is none. `fileSha256`: of the picture as it lies in the folder. */
  addPrepared(outcome: Result<string, string>, picture: { readonly fileSha256: string }): void;
  report(): QualityReport;
}

/** Counts what a dataset holds and lacks while it is read. Cases are counted once, in any order. */
export function createQualityTally(dataset: ReferenceDataset, conditions: ConditionTable): QualityTally {
  const inTable = new Set(conditions.names.map((name) => name.toLowerCase()));
  const outside = new Set<string>();
  const labels = new Map<string, Record<string, number>>();
  const [skinTypes, ageDecades, sexes, unusable] = [emptySkinTypes(), {}, {}, {}] as const;
  const owners = createOwnerTable();
  const preparedAs = new Map<string, string>();
  const usedFiles = new Set<string>();
  const seen = { cases: 0, labelled: 0, named: 0, missing: 0, examined: 0 };

  return {
    addCase(referenceCase) {
      const skinType = referenceCase.fitzpatrickSkinType ?? NOT_KNOWN;
      const { ageYears, sexAtBirth } = referenceCase.patient;
      seen.cases += 1;
      raise(skinTypes, skinType);
      raise(ageDecades, ageYears === null ? NOT_KNOWN : String(Math.floor(ageYears / 10) * 10));
      raise(sexes, sexAtBirth ?? NOT_KNOWN);
      for (const { name } of referenceCase.conditions) {
        if (!inTable.has(name.trim().toLowerCase())) outside.add(name);
      }
      const [heaviest] = [...referenceCase.conditions].sort((a, b) => b.weight - a.weight);
      if (heaviest !== undefined) {
        seen.labelled += 1;
        raise(entryOf(labels, conditions.find(heaviest.name).name, emptySkinTypes), skinType);
      }
      for (const { pictureId, path, sha256 } of referenceCase.pictures) {
        seen.named += 1;
        if (path === null) seen.missing += 1;
        else usedFiles.add(path);
        owners.add(sha256 ?? `missing ${pictureId}`, referenceCase.patientId);
      }
    },
    addPrepared(outcome, { fileSha256 }) {
      seen.examined += 1;
      if (outcome.ok) preparedAs.set(fileSha256, outcome.value);
      else raise(unusable, outcome.error);
    },
    report() {
      const summary: QualitySummary = {
        dataset: dataset.name,
        cases: seen.cases,
        labelledCases: seen.labelled,
        labelsOutsideTable: outside.size,
        pictures: {
          named: seen.named,
          missing: seen.missing,
          notInTable: dataset.pictureFiles.filter((path) => !usedFiles.has(path)).length,
          examined: seen.examined,
          unusable,
        },
        sameFile: owners.duplicates((fileSha256) => fileSha256),
        samePicture: owners.duplicates((fileSha256) => preparedAs.get(fileSha256) ?? null),
        skinTypes,
      };
      const { licence, version } = dataset;
      return { summary, licence, version, labels: countLabels(labels, inTable), ageDecades, sexes };
    },
  };
}

function countLabels(
  labels: ReadonlyMap<string, Readonly<Record<string, number>>>,
  inTable: ReadonlySet<string>,
): LabelCount[] {
  return [...labels]
    .map(([name, bySkinType]) => ({
      name,
      inTable: inTable.has(name.toLowerCase()),
      cases: Object.values(bySkinType).reduce((sum, count) => sum + count, 0),
      bySkinType,
    }))
    .sort((a, b) => b.cases - a.cases || (a.name < b.name ? -1 : 1));
}

/** Who has which picture. */
function createOwnerTable() {
  const byFile = new Map<string, string[]>();
  return {
    add(fileSha256: string, patientId: string): void {
      entryOf(byFile, fileSha256, () => []).push(patientId);
    },
    /** `keyOf`: what two pictures must share to be the same; null for one that is not compared. */
    duplicates(keyOf: (fileSha256: string) => string | null): QualitySummary['sameFile'] {
      const byKey = new Map<string, string[]>();
      for (const [fileSha256, patients] of byFile) {
        const key = keyOf(fileSha256);
        if (key !== null) entryOf(byKey, key, () => []).push(...patients);
      }
      const shared = [...byKey.values()].filter((patients) => patients.length > 1);
      return {
        appearances: shared.reduce((sum, patients) => sum + patients.length, 0),
        pictures: shared.length,
        acrossPatients: shared.filter((patients) => new Set(patients).size > 1).length,
      };
    },
  };
}

function emptySkinTypes(): Record<string, number> {
  return Object.fromEntries([...Object.values(FitzpatrickSkinType), NOT_KNOWN].map((type) => [type, 0]));
}

function raise(table: Record<string, number>, key: string): void {
  table[key] = (table[key] ?? 0) + 1;
}

function entryOf<K, V>(table: Map<K, V>, key: K, make: () => V): V {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
}
