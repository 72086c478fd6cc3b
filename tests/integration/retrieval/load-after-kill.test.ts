import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createChromaIndex, createRetriever, loadReference, openDataset } from '../../../src/retrieval';
import { NO_FINDINGS } from '../../../src/domain';
import { colourTools, padTable, writeReferenceFolder } from '../../support/reference-fixtures';

const CASES = 2500;
const clock = { now: () => new Date() };

/** Starts the loader in a process of its own and waits until it says that something is stored. */
async function startLoader(dir: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['-r', '@swc-node/register', 'tests/support/slow-loader.ts', dir, process.env.CHROMA_URL ?? ''],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout === null) throw new Error('The loader has no output.');
  await once(child.stdout, 'data');
  return child;
}

it('loads the rest after a kill -9 half-way, and each case once', async () => {
  const rows = Array.from({ length: CASES }, (_, i) => ({
    patient_id: `P${i}`,
    lesion_id: '1',
    img_id: `img${i}-${process.pid}.png`,
    age: String(20 + (i % 60)),
    region: 'BACK',
    diagnostic: i % 2 === 0 ? 'BCC' : 'NEV',
  }));
  const folder = await writeReferenceFolder({ 'metadata.csv': padTable(...rows) });
  try {
    const loader = await startLoader(folder.dir);
    const ended = once(loader, 'exit');
    loader.kill('SIGKILL');
    await ended;

    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const index = createChromaIndex(process.env.CHROMA_URL ?? '');
    const report = await loadReference({ ...colourTools, index, clock }, [dataset.value]);
    expect(report.alreadyPresent).toBeGreaterThan(0);
    expect(report.alreadyPresent + report.findingsAdded).toBe(CASES);
    expect(report.description.findingsCount).toBe(CASES);

    const retriever = createRetriever({
      index,
      clock,
      vectorSpace: colourTools.embedder.model.space,
      timeoutMs: 5000,
    });
    const found = await retriever.findSimilar({
      embedding: null,
      findings: { ...NO_FINDINGS, bodySites: ['TORSO_BACK'] },
      patient: { ageYears: 20, sexAtBirth: null },
      exclude: { sourcePatientId: 'P0' },
      topK: 3,
    });
    expect(found).toMatchObject({ ok: true, value: { indexName: 'pad-ufes-20' } });
    expect(found.ok && found.value.byFindings.map((one) => one.sourceId)).not.toContain(
      `img0-${process.pid}.png`,
    );
  } finally {
    await folder.remove();
  }
}, 60_000);
