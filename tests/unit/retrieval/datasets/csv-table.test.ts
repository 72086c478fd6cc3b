import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CsvRow, readColumns, readCsv } from '../../../../src/retrieval/datasets/csv-table';
import { DatasetError } from '../../../../src/retrieval/datasets/dataset-error';

describe('a table', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'csv-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function rowsOf(content: string): Promise<CsvRow[]> {
    const path = join(dir, 'table.csv');
    await writeFile(path, content);
    const rows: CsvRow[] = [];
    for await (const row of readCsv(path)) rows.push(row);
    return rows;
  }

  it('may come from Windows, with quotes, commas and line ends in its cells', async () => {
    expect(await rowsOf('\ufeffid,dx\r\n1,"a ""b"", c\r\nd"\r\n\r\n')).toEqual([
      { id: '1', dx: 'a "b", c\r\nd' },
    ]);
  });

  it.each([
    ['a row that is too short', 'id,dx\n1,secret\n2\n', 'line 3'],
    ['a quote that is not closed', 'id,dx\n1,"secret\n', 'QUOTE_NOT_CLOSED'],
    ['a quote inside a cell', 'id,dx\n1,"secret"x\n', 'line 2'],
    ['a row that does not end', `id,dx\n1,${'secret'.repeat(300_000)}`, 'MAX_RECORD_SIZE'],
    ['a zero byte', 'id,dx\n1,secret\0\n', 'zero byte'],
  ])('is refused by name, and quoted nowhere, for %s', async (_what, content, reason) => {
    const refusal = await rowsOf(content).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DatasetError);
    expect(String(refusal)).toContain(join(dir, 'table.csv'));
    expect(String(refusal)).toContain(reason);
    expect(String(refusal)).not.toContain('secret');
  });

  it('that cannot be read fails where it is read', async () => {
    await mkdir(join(dir, 'folder.csv'));
    await expect(readColumns(join(dir, 'folder.csv'))).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(readColumns(join(dir, 'none.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
