import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type ConditionRow, type ConditionTable, createConditionTable, Malignancy, Urgency } from '../domain';

const codes = z.string().transform((cell) =>
  cell
    .split(';')
    .map((code) => code.trim())
    .filter((code) => code !== ''),
);

/** The columns that the application reads; the others are for people and for later mappings. */
const rowSchema = z.object({
  scin_label: z.string().trim().min(1),
  malignancy: z
    .string()
    .transform((cell) => cell.toUpperCase())
    .pipe(z.enum(Malignancy)),
  icd10_who: codes,
  default_level: z.enum(Urgency),
});

/** Reads configs/data/conditions.csv. Throws an error that names the line if a row is not understood. */
export async function loadConditionTable(path: string): Promise<ConditionTable> {
  return createConditionTable(parseConditionRows(await readFile(path, 'utf8')));
}

export function parseConditionRows(csv: string): ConditionRow[] {
  const records = parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  return records.map((record, index) => {
    const row = rowSchema.safeParse(record);
    if (!row.success) {
      throw new Error(
        `The condition table is not valid at record ${index + 1}: ${z.prettifyError(row.error)}`,
      );
    }
    return {
      name: row.data.scin_label,
      malignancy: row.data.malignancy,
      icd10: row.data.icd10_who,
      defaultUrgency: row.data.default_level,
    };
  });
}
