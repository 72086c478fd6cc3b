import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Sharp } from 'sharp';
import { PictureProblem } from '../../../src/imaging';
import { HOSTILE_PICTURES } from '../../support/hostile-pictures';
import { plain } from '../../support/pictures';
import { type Preparation } from '../../support/prepare-process';

const MEBIBYTE = 1024 * 1024;
/** Twelve megapixels. */
const ORDINARY_SIDE_PX = 3500;
/** Just under the limits of imaging. */
const MAX_SIDE_PX = 7000;
const MAX_SIDE_IN_PASSES_PX = 5700;

/** By how much the peak with an ordinary phone's picture may be exceeded. */
const MAX_EXCESS_BYTES = 200 * MEBIBYTE;

const skin = (sidePx: number): Sharp => plain(sidePx, sidePx, [200, 150, 130]);

describe('the memory of a process that prepares pictures', () => {
  let dir: string;
  let ordinaryBytes: number;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pictures-'));
    ordinaryBytes = (await prepareAlone(await skin(ORDINARY_SIDE_PX).jpeg().toBuffer())).peakBytes;
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const fileOf = async (name: string, bytes: Buffer): Promise<string> => {
    const path = join(dir, name);
    await writeFile(path, bytes);
    return path;
  };

  const prepareAll = async (paths: readonly string[]): Promise<readonly Preparation[]> => {
    const preparations: Preparation[] = [];
    const child = fork(resolve('tests/support/prepare-process.ts'), paths, {
      execArgv: ['-r', '@swc-node/register'],
      env: { PATH: process.env['PATH'], SWCRC: 'true' },
    });
    child.on('message', (preparation: Preparation) => preparations.push(preparation));
    expect(await once(child, 'exit')).toEqual([0, null]);
    return preparations;
  };

  const excessOf = ({ peakBytes }: Preparation): number => peakBytes - ordinaryBytes;
  /** In a process of its own: what an allocator keeps of one picture is not the next one's. */
  const prepareAlone = async (bytes: Buffer): Promise<Preparation> => {
    const [preparation] = await prepareAll([await fileOf('alone', bytes)]);
    if (preparation === undefined) throw new Error('The process said nothing.');
    return preparation;
  };

  it('does not leap up for any hostile file, all of them one after another', async () => {
    const paths: string[] = [];
    for (const [place, { bytes }] of HOSTILE_PICTURES.entries())
      paths.push(await fileOf(String(place), await bytes()));
    const preparations = await prepareAll(paths);
    // Nobody announced a type here.
    const problems = HOSTILE_PICTURES.map(({ problem }) =>
      problem === PictureProblem.TYPE_MISMATCH ? null : problem,
    );
    expect(preparations.map(({ problem }) => problem)).toEqual(problems);
    const excessive = preparations.findIndex((preparation) => excessOf(preparation) > MAX_EXCESS_BYTES);
    expect(HOSTILE_PICTURES[excessive]?.name).toBeUndefined();
  }, 60_000);

  it.each([
    ['JPEG held sideways', () => skin(MAX_SIDE_PX).withMetadata({ orientation: 6 }).jpeg()],
    ['PNG', () => skin(MAX_SIDE_PX).png({ compressionLevel: 1 })],
    ['WebP', () => skin(MAX_SIDE_PX).webp({ effort: 0 })],
    ['progressive JPEG', () => skin(MAX_SIDE_IN_PASSES_PX).jpeg({ progressive: true })],
    ['interlaced PNG', () => skin(MAX_SIDE_IN_PASSES_PX).png({ progressive: true, compressionLevel: 1 })],
  ])('has room for the largest %s that is taken', async (_format, draw) => {
    const preparation = await prepareAlone(await draw().toBuffer());
    expect(preparation.problem).toBeNull();
    expect(excessOf(preparation)).toBeLessThan(MAX_EXCESS_BYTES);
  });
});
