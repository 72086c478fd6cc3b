import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildIndex,
  createMemoryIndex,
  loadReference,
  openDataset,
  SkipReason,
  type LoadReport,
  type ReferenceDataset,
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
      expect(await index.readActive(colourTools.embedder.model.space)).toBeNull();

      const whole = await withFolder((reload) => reload(createMemoryIndex()));
      const resumed = await load(index);
      expect(resumed).toMatchObject({ findingsAdded: 0, alreadyPresent: 2, picturesAdded: 2 });
      expect(resumed.description).toEqual(whole.description);
    });
  });

  it('describes a set in the same way however often its build was killed', async () => {
    await withFolder(async (load) => {
      const index = createMemoryIndex();
      const dying: IndexEngine = {
        ...index,
        enter: (entry) => (entry.built === null ? index.enter(entry) : Promise.reject(new Error('killed'))),
      };
      await expect(load(dying)).rejects.toThrow('killed');
      const resumed = await load(index);
      expect(resumed).toMatchObject({ picturesAdded: 0, alreadyPresent: 4 });
      expect(resumed.description).toEqual((await load(createMemoryIndex())).description);
      expect(resumed.description.quality[0]?.pictures).toMatchObject({ examined: 2, missing: 1 });
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

  it('refuses a picture that is not the one that the checksums name, and activates nothing', async () => {
    const folder = await writeReferenceFolder(tables, { 'a.png': 'red', 'c.png': 'blue' });
    const index = createMemoryIndex();
    try {
      await writeFile(join(folder.dir, 'checksums.sha256'), `${'0'.repeat(64)}  images/c.png\n`);
      const dataset = await openDataset(folder.dir);
      if (!dataset.ok) throw new Error(dataset.error);
      const load = loadReference({ ...colourTools, index, clock }, [dataset.value]);
      await expect(load).rejects.toThrow("c.png is not the file that the dataset's checksums name");
    } finally {
      await folder.remove();
    }
    expect(await index.readActive(colourTools.embedder.model.space)).toBeNull();
    expect(await index.entries()).toMatchObject([{ built: null }]);
  });

  it('puts no index into use that nobody can be compared with', async () => {
    const folder = await writeReferenceFolder(
      { 'metadata.csv': padTable({ patient_id: 'P4', lesion_id: '4' }) },
      {},
    );
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const index = createMemoryIndex();
    const load = loadReference({ ...colourTools, index, clock }, [dataset.value]);
    await expect(load).rejects.toThrow('none of the 1 cases can be used');
    expect(await index.pointers()).toEqual([]);
    await folder.remove();
  });

  it('refuses a set with two cases of one id', async () => {
    const row = { patient_id: 'P1', lesion_id: '1', img_id: 'a.png', diagnostic: 'BCC' };
    const folder = await writeReferenceFolder({ 'metadata.csv': padTable(row, row) });
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const load = loadReference({ ...colourTools, index: createMemoryIndex(), clock }, [dataset.value]);
    await expect(load).rejects.toThrow('pad-ufes-20 has two cases with the id a.png');
    await folder.remove();
  });

  it('notices when the bytes of a picture change, though neither its name nor its size does', async () => {
    const folder = await writeReferenceFolder(tables, { 'a.png': 'red' });
    const versionOf = async (): Promise<string> => {
      const dataset = await openDataset(folder.dir);
      if (!dataset.ok) throw new Error(dataset.error);
      return dataset.value.version;
    };
    const before = await versionOf();
    const path = join(folder.dir, 'images', 'a.png');
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(path, bytes);
    expect(await versionOf()).not.toBe(before);
    await folder.remove();
  });

  it('keeps each prepared picture before its vector is written', async () => {
    const kept: string[] = [];
    const index = createMemoryIndex();
    const folder = await writeReferenceFolder(tables, { 'a.png': 'red', 'c.png': 'blue' });
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const keepPicture = (sha256: string): Promise<void> => Promise.resolve(void kept.push(sha256));
    const report = await loadReference({ ...colourTools, keepPicture, index, clock }, [dataset.value]);
    await folder.remove();
    const { picturesCollection, picturesKept } = report.description;
    expect(picturesKept).toBe(true);
    const held = await index.sample(picturesCollection, 10);
    expect(held.map(({ facts }) => facts.imageSha256).sort()).toEqual(kept.sort());
  });
});

describe('several sets in one index', () => {
  const scin = {
    'scin_cases.csv': [
      'case_id,source,body_parts_arm,image_1_path,image_2_path',
      '-1,SCIN,YES,dataset/images/x.png,',
      '-2,SCIN,,dataset/images/x.png,dataset/images/x.png',
    ],
    'scin_labels.csv': ['case_id,weighted_skin_condition_label', `-1,{'Eczema': 1.0}`, `-2,{'Acne': 1.0}`],
  };

  async function withBoth<T>(use: (datasets: readonly ReferenceDataset[]) => Promise<T>): Promise<T> {
    const folders = [
      await writeReferenceFolder(tables, { 'a.png': 'red' }),
      await writeReferenceFolder(scin, { 'x.png': 'blue' }),
    ];
    try {
      const opened = await Promise.all(folders.map((folder) => openDataset(folder.dir)));
      return await use(
        opened.map((dataset) => {
          if (!dataset.ok) throw new Error(dataset.error);
          return dataset.value;
        }),
      );
    } finally {
      for (const folder of folders) await folder.remove();
    }
  }

  it('holds the cases of each, and names each with its licence, version and quality', async () => {
    await withBoth(async (datasets) => {
      const index = createMemoryIndex();
      const { description } = await buildIndex({ ...colourTools, index, clock }, datasets);
      expect(description).toMatchObject({
        name: 'pad-ufes-20+scin',
        // One picture of SCIN is shown in two cases, and twice in one of them: two records.
        pictureCount: 3,
        findingsCount: 3,
        datasets: [
          { name: 'pad-ufes-20', caseCount: 4 },
          { name: 'scin', caseCount: 2 },
        ],
        quality: [{ dataset: 'pad-ufes-20' }, { dataset: 'scin', sameFile: { appearances: 2, pictures: 1 } }],
      });
      expect(description.activatedAt).toBeNull();
    });
  });

  it('is the same index in whatever order they are named, and another one with one of them alone', async () => {
    await withBoth(async ([one, other]) => {
      if (one === undefined || other === undefined) throw new Error('There are two.');
      const idOf = async (...datasets: readonly ReferenceDataset[]): Promise<string> =>
        (await buildIndex({ ...colourTools, index: createMemoryIndex(), clock }, datasets)).description.id;
      expect(await idOf(one, other)).toBe(await idOf(other, one));
      expect(new Set([await idOf(one, other), await idOf(one), await idOf(other)]).size).toBe(3);
    });
  });

  it('refuses two sets of one name', async () => {
    await withBoth(async ([one]) => {
      if (one === undefined) throw new Error('There are two.');
      const build = buildIndex({ ...colourTools, index: createMemoryIndex(), clock }, [one, one]);
      await expect(build).rejects.toThrow('Two of the folders hold a set called pad-ufes-20');
    });
  });
});
