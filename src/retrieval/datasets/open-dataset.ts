import { access } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { err, ok, type Result } from '../../domain';
import { type ReferenceDataset } from '../reference-case';
import { DatasetError } from './dataset-error';
import { openMappedTable } from './mapped-table';
import { openPadUfes20, PAD_TABLE } from './pad-ufes-20';
import { openScin, SCIN_TABLES } from './scin';

/** In a folder of any other form: says which column is what. */
const MAPPING_FILE = 'mapping.yaml';

/**
 * Tells by its files which form a folder has, and opens it. `path`: the folder, or a mapping file that may have any name and
 * lies beside its table. The error says what is wrong, or what was looked for.
 */
export async function openDataset(path: string): Promise<Result<ReferenceDataset, string>> {
  try {
    if (['.yaml', '.yml'].includes(extname(path))) return ok(await openMappedTable(dirname(path), path));
    if (await holds(path, [MAPPING_FILE])) return ok(await openMappedTable(path, join(path, MAPPING_FILE)));
    if (await holds(path, SCIN_TABLES)) return ok(await openScin(path));
    if (await holds(path, [PAD_TABLE])) return ok(await openPadUfes20(path));
  } catch (error) {
    if (error instanceof DatasetError) return err(error.message);
    throw error;
  }
  return err(
    `${path} is in no known form: expected ${SCIN_TABLES.join(' and ')} (SCIN), ${PAD_TABLE} (PAD-UFES-20) or ${MAPPING_FILE}.`,
  );
}

async function holds(dir: string, names: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    names.map((name) =>
      access(join(dir, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
