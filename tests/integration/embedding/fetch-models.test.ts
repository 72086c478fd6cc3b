import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MODEL = 'bytes that stand for a model';
const SHA256 = createHash('sha256').update(MODEL).digest('hex');
const OTHER_SHA256 = '0'.repeat(64);
const MANIFEST = 'configs/models/siglip2-base-patch16-224.yaml';

describe('scripts/fetch_models.sh', () => {
  let clone: string;
  let hub: Server;
  let requests: string[];

  beforeEach(async () => {
    clone = await mkdtemp(join(tmpdir(), 'clone-'));
    await cp('scripts/fetch_models.sh', join(clone, 'scripts/fetch_models.sh'));
    await cp(MANIFEST, join(clone, MANIFEST));
    requests = [];
    hub = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end(MODEL);
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => hub.close(resolve));
    await rm(clone, { recursive: true });
  });

  function fetchModels(env: NodeJS.ProcessEnv): Promise<{ failed: boolean; stderr: string }> {
    const { port } = hub.address() as AddressInfo;
    const { PATH } = process.env;
    const options = { env: { PATH, MODEL_HUB_URL: `http://127.0.0.1:${port}`, ...env } };
    return new Promise((resolve) => {
      execFile(join(clone, 'scripts/fetch_models.sh'), [], options, (error, _stdout, stderr) =>
        resolve({ failed: error !== null, stderr }),
      );
    });
  }
  const models = (): Promise<string[]> => readdir(join(clone, '.data/models')).catch(() => []);

  it('downloads nothing without a digest', async () => {
    const { failed, stderr } = await fetchModels({});
    expect(failed).toBe(true);
    expect(stderr).toContain('set SIGLIP2_SHA256');
    expect(requests).toEqual([]);
  });

  it('throws away a file of another digest and pins nothing', async () => {
    const { failed, stderr } = await fetchModels({ SIGLIP2_SHA256: OTHER_SHA256 });
    expect(failed).toBe(true);
    expect(stderr).toContain('thrown away');
    expect(await models()).toEqual([]);
    expect(await readFile(join(clone, MANIFEST), 'utf8')).toMatch(/^sha256: null$/m);
  });

  it('keeps and pins a file of the right digest, and does not fetch it twice', async () => {
    expect(await fetchModels({ SIGLIP2_SHA256: SHA256 })).toMatchObject({ failed: false });
    expect(await models()).toEqual(['siglip2-base-patch16-224.onnx']);
    expect(await readFile(join(clone, MANIFEST), 'utf8')).toMatch(new RegExp(`^sha256: ${SHA256}$`, 'm'));

    expect(await fetchModels({})).toMatchObject({ failed: false });
    expect(requests).toHaveLength(1);
  });

  it('does not let the environment overrule a pinned digest', async () => {
    await fetchModels({ SIGLIP2_SHA256: SHA256 });
    const { failed, stderr } = await fetchModels({ SIGLIP2_SHA256: OTHER_SHA256 });
    expect(failed).toBe(true);
    expect(stderr).toContain('another model');
  });
});
