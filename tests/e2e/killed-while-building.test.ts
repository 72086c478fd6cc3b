import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CatalogueEntry, createChromaIndex, removeIndex } from '../../src/retrieval';
import { requireTestEnv, TestEnv } from '../support/engines';
import { plain } from '../support/pictures';
import { padTable, writeReferenceFolder } from '../support/reference-fixtures';

const CASES = 300;
const PICTURE_PX = 600;
const DIAGNOSES = ['NEV', 'BCC', 'MEL', 'SEK', 'ACK', 'SCC'];

/** 300 patients with a picture each, no two of one colour. */
async function drawSet(): ReturnType<typeof writeReferenceFolder> {
  const numbers = Array.from({ length: CASES }, (_, number) => number);
  const rows = numbers.map((number) => ({
    patient_id: `P${number}`,
    lesion_id: String(number),
    age: String(20 + (number % 60)),
    diagnostic: DIAGNOSES[number % DIAGNOSES.length] ?? '',
    itch: number % 2 === 0 ? 'True' : 'False',
    img_id: `${number}.jpg`,
  }));
  const folder = await writeReferenceFolder({ 'metadata.csv': padTable(...rows) });
  for (const number of numbers) {
    const colour = [120 + (number % 120), 60 + ((number * 7) % 120), 40 + ((number * 13) % 90)] as const;
    const bytes = await plain(PICTURE_PX, PICTURE_PX, colour).jpeg().toBuffer();
    await writeFile(join(folder.dir, 'images', `${number}.jpg`), bytes);
  }
  return folder;
}

describe('a build of an index that is killed', () => {
  const index = createChromaIndex(requireTestEnv(TestEnv.CHROMA_URL));
  const children: ChildProcess[] = [];
  let set: Awaited<ReturnType<typeof drawSet>>;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'build-'));
    set = await drawSet();
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
    await set.remove();
  });

  const entry = async (): Promise<CatalogueEntry | null> =>
    (await index.entries()).find(({ plan }) => plan.datasets.some(({ caseCount }) => caseCount === CASES)) ??
    null;
  const storedCount = async (): Promise<number> => {
    const plan = (await entry())?.plan;
    if (plan === undefined) return 0;
    const counts = [plan.picturesCollection, plan.findingsCollection].map((name) =>
      index.count(name).catch(() => 0),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  /** Every record with its vector, and what the index says of itself, but for when. */
  const contents = async () => {
    const built = (await entry())?.built;
    if (built == null) throw new Error('The index was not built.');
    const { builtAt, startedAt, ...description } = built;
    expect(Date.parse(builtAt)).toBeGreaterThanOrEqual(Date.parse(startedAt));
    const records = await Promise.all(
      [built.picturesCollection, built.findingsCollection].map((name) => index.sample(name, 10 * CASES)),
    );
    const sorted = records.flat().sort((a, b) => (a.id + a.vector.length < b.id + b.vector.length ? -1 : 1));
    return { description, records: sorted };
  };

  /** `npm run index:build -- DIR`, as a process of its own. */
  const startBuild = (): ChildProcess => {
    const { PATH, HOME } = process.env;
    const CHROMA_URL = requireTestEnv(TestEnv.CHROMA_URL);
    const child = spawn(
      process.execPath,
      ['-r', '@swc-node/register', resolve('scripts/reference/build.ts'), set.dir],
      { env: { PATH, HOME, CHROMA_URL, DATA_DIR: dataDir, SWCRC: 'true' } },
    );
    children.push(child);
    return child;
  };
  const buildToTheEnd = async (): Promise<string> => {
    const child = startBuild();
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [status] = (await once(child, 'close')) as [number];
    if (status !== 0) throw new Error(output);
    return output;
  };
  /** Kills a build as soon as something is so, or lets it end if that never comes about. */
  const killWhen = async (isSo: () => Promise<boolean>): Promise<void> => {
    const child = startBuild();
    const exited = once(child, 'exit');
    while (child.exitCode === null && !(await isSo())) await delay(25);
    child.kill('SIGKILL');
    await exited;
  };

  it('is taken up again and ends as if nothing had happened; once more changes nothing', async () => {
    await buildToTheEnd();
    const undisturbed = await contents();
    expect(undisturbed.records).toHaveLength(2 * CASES);
    await removeIndex({ index }, undisturbed.description.id);
    expect(await entry()).toBeNull();

    await killWhen(async () => (await entry()) !== null);
    expect((await entry())?.built).toBeNull();
    await killWhen(async () => (await storedCount()) > 0);
    expect((await entry())?.built).toBeNull();
    const leftBehind = await storedCount();
    expect(leftBehind).toBeGreaterThan(0);

    expect(await buildToTheEnd()).toContain(`${leftBehind} there from before`);
    expect(await contents()).toEqual(undisturbed);
    const before = await entry();
    expect(await buildToTheEnd()).toContain('nothing was read');
    expect(await entry()).toEqual(before);
    expect(await contents()).toEqual(undisturbed);
  }, 240_000);
});
