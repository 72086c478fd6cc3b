import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasetError } from '../../../../src/retrieval/datasets/dataset-error';
import { loadMapping } from '../../../../src/retrieval/datasets/mapping-file';

it('refuses a few lines that stand for more than any memory holds, by name', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'mapping-'));
  const path = join(dir, 'mapping.yaml');
  const lists = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, i, names) => {
    const below = i === 0 ? 'x' : `*${names[i - 1] ?? ''}`;
    return `${name}: &${name} [${Array(9).fill(below).join(', ')}]`;
  });
  await writeFile(path, lists.join('\n'));
  const refusal = await loadMapping(path).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatasetError);
  expect(String(refusal)).toContain(`${path}: Excessive alias count`);
  await rm(dir, { recursive: true });
});
