import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchScin, type ScinRequest, type ScinSummary } from '../../../scripts/reference/fetch/fetch-scin';
import { openDataset } from '../../../src/retrieval';
import { startBucket, type BucketServer, type Fault } from '../../support/bucket-server';

const PICTURES = ['-32', '1', '2', '3', '4', '5', '6', '7'];
const path = (name: string): string => `dataset/images/${name}.png`;
const pixels = (name: string): Buffer => Buffer.from(`bytes of ${name}; `.repeat(2000));
const FILES: Readonly<Record<string, Buffer>> = {
  'dataset/scin_cases.csv': Buffer.from(
    [
      'case_id,source,image_1_path,image_2_path',
      ...PICTURES.map((name) => `-10${name},SCIN,${path(name)},${path('1')}`),
      '-99,SCIN,../../etc/passwd,https://elsewhere.example/x.png',
    ].join('\n'),
  ),
  'dataset/scin_labels.csv': Buffer.from('case_id,weighted_skin_condition_label\n'),
  ...Object.fromEntries(PICTURES.map((name) => [path(name), pixels(name)])),
};

describe('fetching SCIN', () => {
  let dir: string;
  let bucket: BucketServer | null = null;
  const pauses: number[] = [];
  beforeEach(async () => {
    pauses.length = 0;
    dir = await mkdtemp(join(tmpdir(), 'fetch-'));
  });
  afterEach(async () => {
    await bucket?.close();
    bucket = null;
    await rm(dir, { recursive: true, force: true });
  });

  async function fetchFrom(
    faults: Readonly<Record<string, Fault>>,
    asked: Partial<ScinRequest> = {},
  ): Promise<ScinSummary> {
    await bucket?.close();
    bucket = await startBucket(FILES, faults);
    const wait = (ms: number): Promise<void> => {
      pauses.push(ms);
      return Promise.resolve();
    };
    const outcome = await fetchScin(
      { wait, random: () => 0.5, onBytes: () => undefined, stallMs: 200, maxFileBytes: 1_000_000 },
      {
        dir,
        from: new URL(bucket.url),
        tablesOnly: false,
        limit: null,
        filesAtOnce: 3,
        onProgress: () => undefined,
        ...asked,
      },
    );
    if (!outcome.ok) throw new Error(outcome.error);
    return outcome.value;
  }
  const fetchedPictures = async (): Promise<string[]> => (await readdir(join(dir, 'images'))).sort();

  it('brings tables and pictures, each picture once, at most so many at a time, and names the licence', async () => {
    expect(await fetchFrom({})).toEqual({ fetched: 10, alreadyThere: 0, notAtSource: [], failed: [] });
    expect(await fetchedPictures()).toEqual(PICTURES.map((name) => `${name}.png`).sort());
    expect(bucket?.requests).toHaveLength(10);
    expect(bucket?.mostAtOnce()).toBeLessThanOrEqual(3);
    expect(bucket?.connections()).toBeLessThanOrEqual(4);
    expect(await readFile(join(dir, 'LICENCE.txt'), 'utf8')).toContain(
      'never to try to find out who anybody is',
    );
  });

  it('asks for nothing that is there', async () => {
    await fetchFrom({});
    expect(await fetchFrom({})).toMatchObject({ fetched: 0, alreadyThere: 10 });
    expect(bucket?.requests).toEqual([]);
  });

  it('goes on where a connection was cut', async () => {
    await fetchFrom({ [path('2')]: { kind: 'cut', times: 2 } });
    const half = Math.ceil(pixels('2').length / 2);
    const ranges = bucket?.requests.filter((request) => request.path === path('2')).map(({ range }) => range);
    expect(ranges).toHaveLength(3);
    // What had arrived but lay in no file yet is lost with the connection: where it goes on is not known to the byte.
    expect([null, `bytes=${half}-`]).toContain(ranges?.[1]);
    expect(await readFile(join(dir, 'images', '2.png'))).toEqual(pixels('2'));
  });

  it('takes up what an earlier run left unfinished', async () => {
    await fetchFrom({}, { tablesOnly: true });
    await writeFile(join(dir, 'images', '3.png.part'), pixels('3').subarray(0, 100));
    await fetchFrom({});
    expect(bucket?.requests).toContainEqual({ path: path('3'), range: 'bytes=100-' });
    expect(await readFile(join(dir, 'images', '3.png'))).toEqual(pixels('3'));
  });

  it('takes the whole file from a source that knows no ranges', async () => {
    await fetchFrom({}, { tablesOnly: true });
    await writeFile(join(dir, 'images', '3.png.part'), pixels('3').subarray(0, 100));
    expect((await fetchFrom({ [path('3')]: { kind: 'no-ranges' } })).failed).toEqual([]);
    expect(pauses).toEqual([]);
    expect(await readFile(join(dir, 'images', '3.png'))).toEqual(pixels('3'));
  });

  it('starts anew where what was left is of another file', async () => {
    await fetchFrom({}, { tablesOnly: true });
    await writeFile(join(dir, 'images', '3.png.part'), 'something else altogether');
    await writeFile(join(dir, 'images', '4.png.part'), Buffer.concat([pixels('4'), pixels('4')]));
    expect((await fetchFrom({})).failed).toEqual([]);
    expect(await readFile(join(dir, 'images', '3.png'))).toEqual(pixels('3'));
    expect(await readFile(join(dir, 'images', '4.png'))).toEqual(pixels('4'));
  });

  it.each([['no-digest'], ['other-range']] as const)(
    'puts no two parts together that may be of two files: %s',
    async (kind) => {
      await fetchFrom({}, { tablesOnly: true });
      await writeFile(join(dir, 'images', '3.png.part'), pixels('4').subarray(0, 100));
      expect((await fetchFrom({ [path('3')]: { kind } })).failed).toEqual([]);
      expect(await readFile(join(dir, 'images', '3.png'))).toEqual(pixels('3'));
    },
  );

  it('gives up a file that does not end, and keeps nothing of it', async () => {
    const summary = await fetchFrom({ [path('3')]: { kind: 'endless' } });
    expect(summary.failed).toEqual([{ name: path('3'), problem: 'TOO_LONG' }]);
    expect(await fetchedPictures()).not.toContain('3.png.part');
  });

  it('says at once that the disk is at fault', async () => {
    await fetchFrom({}, { tablesOnly: true });
    await mkdir(join(dir, 'images', '3.png.part'));
    await expect(fetchFrom({})).rejects.toThrow('3.png.part');
    expect(pauses).toEqual([]);
  });

  it('comes back later when the source is busy, and no sooner than it asks', async () => {
    expect((await fetchFrom({ [path('5')]: { kind: 'busy', times: 3 } })).failed).toEqual([]);
    expect(pauses).toEqual([1000, 1000, 1000]);
  });

  it('gives up an attempt in which nothing arrives', async () => {
    expect((await fetchFrom({ [path('6')]: { kind: 'stall', times: 1 } })).failed).toEqual([]);
    expect(pauses).toEqual([250]);
  });

  it('names what the source does not have, and brings the rest', async () => {
    const summary = await fetchFrom({ [path('7')]: { kind: 'gone' } });
    expect(summary).toMatchObject({ fetched: 9, notAtSource: [path('7')], failed: [] });
  });

  it('keeps nothing that is not what the source says it is', async () => {
    const summary = await fetchFrom({
      [path('1')]: { kind: 'wrong-hash' },
      [path('2')]: { kind: 'refused' },
    });
    expect(summary.failed).toEqual([
      { name: path('1'), problem: 'DAMAGED' },
      { name: path('2'), problem: 'REFUSED' },
    ]);
    expect(await fetchedPictures()).toEqual(['-32.png', '3.png', '4.png', '5.png', '6.png', '7.png']);
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000]);
  });

  it('stops at a table that cannot be had', async () => {
    await expect(fetchFrom({ 'dataset/scin_labels.csv': { kind: 'gone' } })).rejects.toThrow(
      'scin_labels.csv could not be fetched: NOT_THERE',
    );
  });

  it('brings the tables alone, or the pictures of the first cases', async () => {
    await fetchFrom({}, { tablesOnly: true });
    expect(await fetchedPictures()).toEqual([]);
    await fetchFrom({}, { limit: 2 });
    expect(await fetchedPictures()).toEqual(['-32.png', '1.png']);
  });

  it('leaves a folder that opens, with checksums of every file', async () => {
    await fetchFrom({});
    expect((await readFile(join(dir, 'checksums.sha256'), 'utf8')).split('\n')).toHaveLength(11);
    const opened = await openDataset(dir);
    expect(opened).toMatchObject({ ok: true, value: { name: 'scin', caseCount: 9 } });

    await writeFile(join(dir, 'scin_labels.csv'), 'tampered with');
    expect(await openDataset(dir)).toMatchObject({
      ok: false,
      error: expect.stringContaining('is not the file that checksums.sha256 names') as string,
    });
  });
});
