import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../domain';
import { type ReferenceDataset } from '../reference-case';
import { openPadUfes20, PAD_TABLE } from './pad-ufes-20';
import { openScin, SCIN_TABLES } from './scin';

/** Tells by its tables which form a folder has, and opens it. The error says what was looked for. */
export async function openDataset(dir: string): Promise<Result<ReferenceDataset, string>> {
  if (await holds(dir, SCIN_TABLES)) return ok(await openScin(dir));
  if (await holds(dir, [PAD_TABLE])) return ok(await openPadUfes20(dir));
  return err(
    `${dir} is in no known form: expected ${SCIN_TABLES.join(' and ')} (SCIN) or ${PAD_TABLE} (PAD-UFES-20).`,
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
