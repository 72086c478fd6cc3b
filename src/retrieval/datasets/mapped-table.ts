import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Findings, NO_FINDINGS, type SignFinding, Truth, type WeightedCondition } from '../../domain';
import { type ReferenceCase, type ReferenceDataset } from '../reference-case';
import { countRows, readColumns, readCsv, type CsvRow } from './csv-table';
import { DatasetError } from './dataset-error';
import { openFolder, pictureNamed, type PictureShelf } from './folder';
import { loadMapping, type DatasetMapping } from './mapping-file';

/** Any table with a folder of pictures beside it, read as its mapping says. Throws a DatasetError on what does not fit. */
export async function openMappedTable(dir: string, mappingPath: string): Promise<ReferenceDataset> {
  const mapping = await loadMapping(mappingPath);
  const table = join(dir, mapping.table);
  await access(table).catch(() => {
    throw new DatasetError(`${mappingPath}, table: there is no ${table}.`);
  });
  await requireColumns(mapping, table, mappingPath);
  const { shelf, version } = await openFolder(
    dir,
    [table, mappingPath],
    mapping.pictures === undefined ? [] : [mapping.pictures],
  );
  return {
    name: mapping.name,
    licence: `${mapping.licence}, ${mapping.attribution}`,
    version,
    caseCount: await countRows(table, mapping.delimiter),
    pictureFiles: [...shelf.values()].map(({ path }) => path),
    cases: () => readCases(mapping, table, shelf),
  };
}

async function requireColumns(mapping: DatasetMapping, table: string, mappingPath: string): Promise<void> {
  const there = await readColumns(table, mapping.delimiter);
  const missing = columnsOf(mapping).filter(([, column]) => !there.includes(column));
  if (missing.length === 0) return;
  const problems = missing.map(
    ([key, column]) => `columns.${key}: ${basename(table)} has no column ${column}`,
  );
  throw new DatasetError(
    `The mapping ${mappingPath} does not fit its table:\n${problems.join('\n')}\nThe table has: ${there.join(', ')}.`,
  );
}

/** Each column that the mapping names, with the key that names it. */
function columnsOf({ columns }: DatasetMapping): [key: string, column: string][] {
  return Object.entries(columns).flatMap(([key, named]): [string, string][] => {
    if (typeof named === 'string') return [[key, named]];
    if (Array.isArray(named)) return named.map((column) => [key, column]);
    return Object.entries(named).flatMap(([code, column]): [string, string][] =>
      column === undefined ? [] : [[`${key}.${code}`, column]],
    );
  });
}

async function* readCases(
  mapping: DatasetMapping,
  table: string,
  shelf: PictureShelf,
): AsyncGenerator<ReferenceCase> {
  const rowsOfCase = new Map<string, number>();
  let record = 0;
  for await (const row of readCsv(table, mapping.delimiter)) {
    record += 1;
    const caseId = cell(row, mapping.columns.caseId);
    if (caseId === '') {
      throw new DatasetError(`${table}, record ${record}: ${mapping.columns.caseId} is empty.`);
    }
    const earlier = rowsOfCase.get(caseId) ?? 0;
    rowsOfCase.set(caseId, earlier + 1);
    yield toReferenceCase(mapping, row, shelf, earlier === 0 ? caseId : `${caseId}#${earlier + 1}`);
  }
}

/** Several rows may tell of one case, as where each row is one picture: `sourceId` tells them apart. */
function toReferenceCase(
  mapping: DatasetMapping,
  row: CsvRow,
  shelf: PictureShelf,
  sourceId: string,
): ReferenceCase {
  const { columns } = mapping;
  const caseId = cell(row, columns.caseId);
  const age = cell(row, columns.ageYears);
  const named = new Set(columns.pictures.map((column) => cell(row, column)).filter((name) => name !== ''));
  return {
    sourceId,
    caseId,
    patientId: cell(row, columns.patientId) || caseId,
    conditions: readLabels(mapping, row),
    fitzpatrickSkinType: mapping.skinTypes[cell(row, columns.skinType)] ?? null,
    findings: readFindings(mapping, row),
    patient: {
      ageYears: /^\d{1,3}(\.\d+)?$/.test(age) ? Number(age) : null,
      sexAtBirth: mapping.sexes[cell(row, columns.sex)] ?? null,
    },
    pictures: [...named].map((name) => pictureNamed(shelf, name)),
  };
}

/** Several labels of one row weigh the same. */
function readLabels({ columns, labels }: DatasetMapping, row: CsvRow): WeightedCondition[] {
  const cells = columns.labels.map((column) => cell(row, column)).filter((value) => value !== '');
  const names = new Set(cells.map((value) => labels[value] ?? value));
  return [...names].map((name) => ({ name, weight: 1 / names.size }));
}

function readFindings({ columns, sites, present, absent }: DatasetMapping, row: CsvRow): Findings {
  const signs: Record<string, SignFinding> = {};
  for (const [code, column] of Object.entries(columns.signs)) {
    if (column === undefined) continue;
    if (present.includes(cell(row, column))) signs[code] = { truth: Truth.PRESENT, because: column };
    if (absent.includes(cell(row, column))) signs[code] = { truth: Truth.ABSENT, because: column };
  }
  const bodySites = columns.sites.map((column) => sites[cell(row, column)]).filter((s) => s !== undefined);
  return { ...NO_FINDINGS, bodySites: [...new Set(bodySites)], signs };
}

function cell(row: CsvRow, column: string | undefined): string {
  return column === undefined ? '' : (row[column] ?? '').trim();
}
