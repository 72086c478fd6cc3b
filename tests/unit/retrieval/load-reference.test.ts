import {
  createMemoryIndex,
  loadReference,
  openDataset,
  SkipReason,
  type LoadReport,
  type IndexEngine,
} from '../../../src/retrieval';
import { err } from '../../../src/domain';
import { colourTools, padTable, writeReferenceFolder } from '../../support/reference-fixtures';

const clock = { now: () => new Date('2026-01-01T00:00:00Z') };
const tables = {
  'metadata.csv': padTable(
    { patient_id: 'P1', lesion_id: '1', img_id: 'a.png', region: 'NOSE', diagnostic: 'BCC' },
    { patient_id: 'P2', lesion_id: '2', img_id: 'missing.png', region: 'NOSE', diagnostic: 'NEV' },
    { patient_id: 'P3', lesion_id: '3', img_id: 'c.png', region: '?', diagnostic: 'NEV' },
    { patient_id: 'P4', lesion_id: '4', img_id: 'd.png', region: 'NOSE', diagnostic: '' },
  ),
};

async function withFolder<T>(use: (load: (index: IndexEngine) => Promise<LoadReport>) => Promise<T>) {
  const folder = await writeReferenceFolder(tables, { 'a.png': 'red', 'c.png': 'blue', 'd.png': 'green' });
  const dataset = await openDataset(folder.dir);
  if (!dataset.ok) throw new Error(dataset.error);
  try {
    return await use((index) => loadReference({ ...colourTools, index, clock }, [dataset.value]));
  } finally {
    await folder.remove();
  }
}

describe('loadReference', () => {
  it('counts what it adds and why it leaves the rest out', async () => {
    await withFolder(async (load) => {
      expect(await load(createMemoryIndex())).toMatchObject({
        alreadyLoaded: false,
        casesRead: 4,
        picturesAdded: 2,
        findingsAdded: 2,
        skipped: {
          [SkipReason.NO_LABEL]: 1,
          [SkipReason.NO_FINDINGS]: 1,
          [SkipReason.PICTURE_NOT_IN_FOLDER]: 1,
          [SkipReason.PICTURE_UNUSABLE]: 0,
        },
        description: { name: 'pad-ufes-20', pictureCount: 2, findingsCount: 2, findingsMalignantShare: 0.5 },
      });
    });
  });

  it('changes nothing the second time', async () => {
    await withFolder(async (load) => {
      const index = createMemoryIndex();
      const first = await load(index);
      const second = await load(index);
      expect(second).toMatchObject({ alreadyLoaded: true, casesRead: 0, description: first.description });
    });
  });

  it('takes up where a run ended early, and activates only what is whole', async () => {
    await withFolder(async (load) => {
      const index = createMemoryIndex();
      let writes = 0;
      const dying: IndexEngine = {
        ...index,
        upsert: (collection, records) => {
          writes += 1;
          return writes > 1 ? Promise.reject(new Error('killed')) : index.upsert(collection, records);
        },
      };
      await expect(load(dying)).rejects.toThrow('killed');
      expect(await index.readActive(colourTools.embedder.model.sha256)).toBeNull();

      const whole = await withFolder((reload) => reload(createMemoryIndex()));
      const resumed = await load(index);
      expect(resumed).toMatchObject({ findingsAdded: 0, alreadyPresent: 2, picturesAdded: 2 });
      expect(resumed.description).toEqual(whole.description);
    });
  });

  it('leaves out a picture that cannot be decoded, and goes on', async () => {
    const folder = await writeReferenceFolder(tables, { 'a.png': 'red' });
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const preparePicture = () => Promise.resolve(err('DAMAGED'));
    const report = await loadReference(
      { ...colourTools, preparePicture, index: createMemoryIndex(), clock },
      [dataset.value],
    );
    await folder.remove();
    expect(report.skipped[SkipReason.PICTURE_UNUSABLE]).toBe(1);
    expect(report.findingsAdded).toBe(2);
  });
});
