import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { z } from 'zod';
import { DatasetError } from './dataset-error';

/** One row by column name; a column that the file does not have reads as undefined. */
export type CsvRow = Readonly<Record<string, string | undefined>>;

/** No table of people has such rows; a file that is no table may be one row of any length, and would be held in memory. */
const MAX_ROW_BYTES = 1024 * 1024;
const rowSchema = z.record(z.string(), z.string());

/** Streams a CSV file with a heading row; every cell stays text. Throws a DatasetError that names the line that is broken. */
export async function* readCsv(path: string, delimiter = ','): AsyncGenerator<CsvRow> {
  for await (const row of rowsOf(path, { columns: true, skip_empty_lines: true, delimiter })) {
    const cells = rowSchema.parse(row);
    // PostgreSQL stores no such text, and the cells of a similar case are stored with an assessment.
    if (Object.values(cells).some((cell) => cell.includes('\0'))) {
      throw new DatasetError(`${path} is no text: a cell holds a zero byte.`);
    }
    yield cells;
  }
}

/** Without the heading row. */
export async function countRows(path: string, delimiter = ','): Promise<number> {
  let count = 0;
  for await (const row of readCsv(path, delimiter)) if (Object.keys(row).length > 0) count += 1;
  return count;
}

/** The heading row. */
export async function readColumns(path: string, delimiter = ','): Promise<readonly string[]> {
  for await (const row of rowsOf(path, { to_line: 1, delimiter })) return z.array(z.string()).parse(row);
  return [];
}

async function* rowsOf(path: string, options: Options): AsyncGenerator<unknown> {
  const parser = parse({ ...options, bom: true, max_record_size: MAX_ROW_BYTES });
  // Whichever of the two fails or is left early takes the other one with it; who reads the rows is told.
  const rows: Readable = pipeline(createReadStream(path), parser, () => undefined);
  try {
    for await (const row of rows) yield row;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message may quote a cell.
    throw new DatasetError(`${path}, line ${String(error.lines)}: ${error.code}.`);
  }
}
