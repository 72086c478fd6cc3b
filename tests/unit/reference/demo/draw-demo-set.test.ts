import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { DEMO_SOURCE, drawDemoSet } from '../../../../scripts/reference/demo/draw-demo-set';
import { loadConditionTable, openDataset } from '../../../../src/retrieval';

async function digest(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(dir, { recursive: true })).sort()) {
    if (name.includes('.')) hash.update(name).update(await readFile(join(dir, name)));
  }
  return hash.digest('hex');
}

describe('the demonstration set', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'demo-set-'));
    await drawDemoSet(join(dir, 'first'));
    await drawDemoSet(join(dir, 'second'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('is the same every time', async () => {
    expect(await digest(join(dir, 'first'))).toBe(await digest(join(dir, 'second')));
  });

  it('is in the form that real sets have, named as synthetic, with every condition in the table', async () => {
    const dataset = await openDataset(join(dir, 'first'));
    if (!dataset.ok) throw new Error(dataset.error);
    const table = await loadConditionTable('configs/data/conditions.csv');
    const counts = new Map<string, number>();
    for await (const { conditions, pictures } of dataset.value.cases()) {
      const name = conditions[0]?.name ?? '';
      counts.set(name, (counts.get(name) ?? 0) + pictures.filter((picture) => picture.path !== null).length);
    }
    expect(dataset.value.name).toBe(DEMO_SOURCE);
    expect([...counts.values()]).toEqual([6, 6, 6, 6, 6, 6, 6, 6]);
    expect([...counts.keys()].filter((name) => table.find(name).malignancy === null)).toEqual([]);
  });
});
