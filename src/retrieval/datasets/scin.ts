import { join } from 'node:path';
import {
  Duration,
  type Findings,
  FitzpatrickSkinType,
  NO_FINDINGS,
  SexAtBirth,
  type SignFinding,
  Truth,
  type WeightedCondition,
} from '../../domain';
import { type ReferenceCase, type ReferenceDataset } from '../reference-case';
import { SCIN_SIGN_GROUPS, SCIN_SITES, SCIN_TEXTURES } from '../scin-codes';
import { countRows, readCsv, type CsvRow } from './csv-table';
import { openFolder, pictureNamed, type PictureShelf } from './folder';
import { parsePythonWeights } from './python-literal';

export const SCIN_TABLES = ['scin_cases.csv', 'scin_labels.csv'] as const;

/** The middle of each band, in years. Anything else (AGE_UNKNOWN, empty) is not known. */
const AGE_YEARS: Readonly<Record<string, number>> = {
  AGE_18_TO_29: 24,
  AGE_30_TO_39: 35,
  AGE_40_TO_49: 45,
  AGE_50_TO_59: 55,
  AGE_60_TO_69: 65,
  AGE_70_TO_79: 75,
  AGE_80_OR_ABOVE: 85,
};

const LICENCES: Readonly<Record<string, string>> = {
  'demo-synthetic': 'drawn for demonstration, Apache-2.0',
  scin: 'SCIN Data Use License (Google LLC), https://github.com/google-research-datasets/scin',
};

/**
 * A folder in SCIN's form: scin_cases.csv, scin_labels.csv and, where there are any, the pictures under images/ or
 * dataset/images/. The column `source` names the dataset (SCIN itself, or a set that somebody wrote in its form).
 */
export async function openScin(dir: string): Promise<ReferenceDataset> {
  const [casesPath, labelsPath] = SCIN_TABLES.map((table) => join(dir, table)) as [string, string];
  const { shelf, version } = await openFolder(dir, [casesPath, labelsPath]);
  const name = await datasetName(casesPath);
  return {
    name,
    licence: LICENCES[name] ?? 'as the folder says',
    version,
    caseCount: await countRows(casesPath),
    pictureFiles: [...shelf.values()].map(({ path }) => path),
    cases: () => readCases(casesPath, labelsPath, shelf),
  };
}

async function datasetName(casesPath: string): Promise<string> {
  for await (const row of readCsv(casesPath)) {
    return (row['source'] ?? '').toLowerCase().replace(/[^a-z0-9-]+/g, '-') || 'scin';
  }
  return 'scin';
}

async function* readCases(
  casesPath: string,
  labelsPath: string,
  shelf: PictureShelf,
): AsyncGenerator<ReferenceCase> {
  const labels = new Map<string, CsvRow>();
  for await (const label of readCsv(labelsPath)) labels.set(label['case_id'] ?? '', label);
  for await (const row of readCsv(casesPath)) {
    // A signed 64-bit number: it stays text, a JavaScript number would lose its last digits.
    const caseId = row['case_id'] ?? '';
    yield toReferenceCase(caseId, row, labels.get(caseId) ?? {}, shelf);
  }
}

function toReferenceCase(caseId: string, row: CsvRow, label: CsvRow, shelf: PictureShelf): ReferenceCase {
  return {
    sourceId: caseId,
    caseId,
    // Nobody can tell which cases one person sent: a case is its own patient.
    patientId: caseId,
    conditions: readConditions(label),
    fitzpatrickSkinType: readSkinType(row, label),
    findings: readFindings(row),
    patient: {
      ageYears: AGE_YEARS[row['age_group'] ?? ''] ?? null,
      sexAtBirth: memberOf(SexAtBirth, row['sex_at_birth']),
    },
    pictures: [...new Set([1, 2, 3].map((place) => row[`image_${place}_path`] ?? ''))]
      .filter((named) => named !== '')
      .map((named) => pictureNamed(shelf, named)),
  };
}

/** Rounded to two places in the file, so that some sum to 1.03: brought back to 1 at most. */
function readConditions(label: CsvRow): WeightedCondition[] {
  const weights =
    parsePythonWeights(label['weighted_skin_condition_label'] ?? '') ?? new Map<string, number>();
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
  const scale = Math.max(1, sum);
  return [...weights].map(([name, weight]) => ({ name, weight: weight / scale }));
}

/** What the person said, else what the first dermatologist who judged it said; NONE_IDENTIFIED is neither. */
function readSkinType(row: CsvRow, label: CsvRow): FitzpatrickSkinType | null {
  const said = [
    row['fitzpatrick_skin_type'],
    ...[1, 2, 3].map((place) => label[`dermatologist_fitzpatrick_skin_type_label_${place}`]),
  ];
  return said.map((value) => memberOf(FitzpatrickSkinType, value)).find((type) => type !== null) ?? null;
}

function readFindings(row: CsvRow): Findings {
  return {
    ...NO_FINDINGS,
    bodySites: valuesTicked(SCIN_SITES, row),
    textures: valuesTicked(SCIN_TEXTURES, row),
    duration: memberOf(Duration, row['condition_duration']),
    signs: readSigns(row),
  };
}

function readSigns(row: CsvRow): Record<string, SignFinding> {
  const signs: Record<string, SignFinding> = {};
  for (const { none, signs: columns } of SCIN_SIGN_GROUPS) {
    for (const [column, code] of Object.entries(columns)) {
      if (isTicked(row, column)) signs[code] = { truth: Truth.PRESENT, because: column };
      else if (isTicked(row, none)) signs[code] = { truth: Truth.ABSENT, because: none };
    }
  }
  return signs;
}

function valuesTicked<T>(columns: Readonly<Record<string, T>>, row: CsvRow): T[] {
  return Object.entries(columns)
    .filter(([column]) => isTicked(row, column))
    .map(([, value]) => value);
}

/** The "bool" columns hold YES or nothing. */
function isTicked(row: CsvRow, column: string): boolean {
  return row[column] === 'YES';
}

function memberOf<T extends string>(
  members: Readonly<Record<string, T>>,
  value: string | undefined,
): T | null {
  return Object.values(members).find((member) => member === value) ?? null;
}
