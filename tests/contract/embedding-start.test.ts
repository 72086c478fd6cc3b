import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeDefaultModel } from '../../scripts/models/default-model';
import { findFreePort } from '../../scripts/engines/ports';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type KServeServer, startKServeServer } from '../support/kserve-server';

/** A whole API process does not start on a model, a device or a server that is not the one that was asked for. */
describe('an API process', () => {
  let dataDir: string;
  let database: TestDatabase;
  let loopback: KServeServer;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'start-'));
    await writeDefaultModel(join(dataDir, 'models'));
    database = await createTestDatabase();
    loopback = await startKServeServer();
  });
  afterAll(async () => {
    await loopback.close();
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  /** Starts one, waits for its end, and gives its status and everything that it wrote. */
  async function ended(env: NodeJS.ProcessEnv): Promise<{ status: unknown; output: string }> {
    const { PATH, HOME, REDIS_URL, CHROMA_URL } = process.env;
    const child = fork(resolve('src/main.ts'), {
      env: {
        ...{ PATH, HOME, REDIS_URL, CHROMA_URL, SWCRC: 'true' },
        ...{ APP_ENV: 'development', DATABASE_URL: database.url, DATA_DIR: dataDir },
        PORT: String(await findFreePort()),
        ...env,
      },
      execArgv: ['-r', '@swc-node/register'],
      silent: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const [status] = (await once(child, 'exit')) as [unknown];
    return { status, output };
  }

  it.each([
    [
      'another dimension than its model has',
      { EMBEDDING_DIMENSION: '1152' },
      /EMBEDDING_DIMENSION is 1152, but the model .* gives 768/,
    ],
    [
      'a larger model without saying so',
      { EMBEDDING_MANIFEST: 'configs/models/medsiglip-448.yaml' },
      /EMBEDDING_DIMENSION is 768, but the model medsiglip-448 gives 1152/,
    ],
    [
      'a model that nobody has verified',
      { EMBEDDING_MANIFEST: 'configs/models/siglip2-base-patch16-224.yaml' },
      /siglip2-base-patch16-224 pins no sha256/,
    ],
    [
      // No card is visible to it, on whatever machine.
      'a graphics card that is not there',
      { EMBEDDING_DEVICE: 'cuda', CUDA_VISIBLE_DEVICES: '' },
      /cannot run on device "cuda".*ONNXRUNTIME_NODE_INSTALL=cuda12.*docs\/models-and-gpu\.md/,
    ],
  ])('does not start with %s, and says what to do', async (_name, env, reason) => {
    const { status, output } = await ended(env);
    expect(output).toMatch(reason);
    expect(status).toBe(1);
  });

  it('does not start with a model server that serves another model', async () => {
    const { status, output } = await ended({ EMBEDDING_URL: loopback.url, EMBEDDING_MODEL_NAME: 'tiny' });
    expect(output).toMatch(
      /it takes pixel_values FP32 \[-1, 3, 4, 4\], not pixel_values FP32 \[-1, 3, 224, 224\]/,
    );
    expect(status).toBe(1);
    expect(loopback.breaches).toEqual([]);
  });
});
