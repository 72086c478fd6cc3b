import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { z } from 'zod';

/** One row by column name; a column that the file does not have reads as undefined. */
export type CsvRow = Readonly<Record<string, string | undefined>>;

const rowSchema = z.record(z.string(), z.string());

/** Streams a CSV file with a heading row; every cell stays text. */
export async function* readCsv(path: string, delimiter = ','): AsyncGenerator<CsvRow> {
  const options = { columns: true, bom: true, skip_empty_lines: true, delimiter } as const;
  const rows = createReadStream(path).pipe(parse(options));
  for await (const row of rows) yield rowSchema.parse(row);
}

/** Without the heading row. */
export async function countRows(path: string, delimiter = ','): Promise<number> {
  let count = 0;
  for await (const row of readCsv(path, delimiter)) if (Object.keys(row).length > 0) count += 1;
  return count;
}

/** The heading row. */
export async function readColumns(path: string, delimiter = ','): Promise<readonly string[]> {
  const rows = createReadStream(path).pipe(parse({ bom: true, to_line: 1, delimiter }));
  for await (const row of rows) return z.array(z.string()).parse(row);
  return [];
}
