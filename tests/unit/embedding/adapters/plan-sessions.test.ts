import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecutionProvider } from '../../../../src/embedding';
import { planSessions } from '../../../../src/embedding/adapters/plan-sessions';

const MEBIBYTE = 1024 * 1024;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of that length, which takes no room. */
async function modelOf(lengthBytes: number): Promise<string> {
  const path = join(folder, `${lengthBytes}.onnx`);
  await writeFile(path, '');
  await truncate(path, lengthBytes);
  return path;
}

describe('planSessions', () => {
  it('spreads a small model over the cores, a session of one thread for each, and four at most', async () => {
    expect(await planSessions(ExecutionProvider.CPU, await modelOf(64 * MEBIBYTE))).toEqual({
      sessions: Math.min(availableParallelism(), 4),
      intraOpThreads: 1,
    });
  });

  it('gives all cores to the one session of a large model', async () => {
    expect(await planSessions(ExecutionProvider.CPU, await modelOf(64 * MEBIBYTE + 1))).toEqual({
      sessions: 1,
      intraOpThreads: availableParallelism(),
    });
  });

  it('feeds a graphics card from one thread', async () => {
    expect(await planSessions(ExecutionProvider.CUDA, await modelOf(1))).toEqual({
      sessions: 1,
      intraOpThreads: 1,
    });
  });
});
