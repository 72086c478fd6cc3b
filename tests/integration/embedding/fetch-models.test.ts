import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MODEL = 'bytes that stand for a model, long enough to be cut in the middle of them';
const SHA256 = createHash('sha256').update(MODEL).digest('hex');
const OTHER_SHA256 = '0'.repeat(64);
const SIGLIP = 'configs/models/siglip2-base-patch16-224.yaml';
const MEDSIGLIP = 'configs/models/medsiglip-448.yaml';
const TOKEN = 'hf_a-token-of-somebody';

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

describe('scripts/fetch_models.sh', () => {
  let clone: string;
  let hub: Server;
  let asked: Asked[];
  /** What the hub does instead of sending the whole file. */
  let misbehave: ((response: ServerResponse) => void) | null;

  beforeEach(async () => {
    clone = await mkdtemp(join(tmpdir(), 'clone-'));
    for (const file of ['scripts/fetch_models.sh', SIGLIP, MEDSIGLIP]) await cp(file, join(clone, file));
    asked = [];
    misbehave = null;
    hub = createServer((request, response) => {
      const { url = '', headers } = request;
      asked.push({ path: url, authorization: headers.authorization, range: headers.range });
      if (misbehave === null) sendFile(request, response);
      else misbehave(response);
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => hub.close(resolve));
    await rm(clone, { recursive: true });
  });

  function fetchModels(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ failed: boolean; stdout: string; stderr: string }> {
    const { port } = hub.address() as AddressInfo;
    const { PATH } = process.env;
    const options = { env: { PATH, MODEL_HUB_URL: `http://127.0.0.1:${port}`, ...env } };
    return new Promise((resolve) => {
      execFile(join(clone, 'scripts/fetch_models.sh'), args, options, (error, stdout, stderr) =>
        resolve({ failed: error !== null, stdout, stderr }),
      );
    });
  }
  const models = (): Promise<string[]> => readdir(join(clone, '.data/models')).catch(() => []);
  const pinnedIn = async (manifest: string): Promise<string | undefined> =>
    /^sha256: (.*)$/m.exec(await readFile(join(clone, manifest), 'utf8'))?.[1];

  it('downloads nothing without a digest', async () => {
    const { failed, stderr } = await fetchModels([]);
    expect(failed).toBe(true);
    expect(stderr).toContain('give it by --sha256');
    expect(asked).toEqual([]);
  });

  it('throws away a file of another digest and pins nothing', async () => {
    const { failed, stderr } = await fetchModels(['--sha256', OTHER_SHA256]);
    expect(failed).toBe(true);
    expect(stderr).toContain('thrown away');
    expect(await models()).toEqual([]);
    expect(await pinnedIn(SIGLIP)).toBe('null');
  });

  it('shows the licence, keeps and pins a file of the right digest, and does not fetch it twice', async () => {
    const { failed, stdout } = await fetchModels(['--sha256', SHA256]);
    expect(failed).toBe(false);
    expect(stdout).toContain('licence: Apache-2.0');
    expect(await models()).toEqual(['siglip2-base-patch16-224.onnx']);
    expect(await pinnedIn(SIGLIP)).toBe(SHA256);
    expect(await pinnedIn(MEDSIGLIP)).toBe('null');

    expect(await fetchModels([])).toMatchObject({ failed: false });
    expect(asked.map(({ path }) => path)).toEqual([
      '/onnx-community/siglip2-base-patch16-224-ONNX/resolve/main/onnx/vision_model.onnx',
    ]);
  });

  it('does not let the environment overrule a pinned digest', async () => {
    await fetchModels([], { MODEL_SHA256: SHA256 });
    const { failed, stderr } = await fetchModels([], { MODEL_SHA256: OTHER_SHA256 });
    expect(failed).toBe(true);
    expect(stderr).toContain('another model');
  });

  it('goes on where a download was cut off', async () => {
    misbehave = (response) => {
      response.writeHead(200, { 'Content-Length': MODEL.length, 'Accept-Ranges': 'bytes' });
      response.write(MODEL.slice(0, 20), () => response.destroy());
    };
    const cut = await fetchModels(['--sha256', SHA256]);
    expect(cut).toMatchObject({ failed: true });
    expect(cut.stderr).toContain('run this again to go on');
    expect(await models()).toEqual(['siglip2-base-patch16-224.onnx.part']);

    misbehave = null;
    expect(await fetchModels(['--sha256', SHA256])).toMatchObject({ failed: false });
    expect(asked.at(-1)?.range).toBe('bytes=20-');
    expect(await readFile(join(clone, '.data/models/siglip2-base-patch16-224.onnx'), 'utf8')).toBe(MODEL);
  });

  describe('for the gated model', () => {
    it('tells of the terms and of the export before anything else', async () => {
      const { failed, stdout, stderr } = await fetchModels(['medsiglip-448', '--sha256', SHA256]);
      expect(failed).toBe(true);
      expect(stdout).toContain('health-ai-developer-foundations/terms');
      expect(stderr).toContain('--from');
      expect(asked).toEqual([]);
    });

    it('wants a token, and sends it to nobody but the hub', async () => {
      const args = ['medsiglip-448', '--sha256', SHA256];
      const repository = { MODEL_REPOSITORY: 'hospital/medsiglip-448-onnx' };
      const without = await fetchModels(args, repository);
      expect(without).toMatchObject({ failed: true });
      expect(without.stderr).toContain('set HF_TOKEN');
      expect(asked).toEqual([]);

      const { failed, stdout, stderr } = await fetchModels(args, { ...repository, HF_TOKEN: TOKEN });
      expect(failed).toBe(false);
      expect(asked).toMatchObject([
        {
          path: '/hospital/medsiglip-448-onnx/resolve/main/onnx/vision_model.onnx',
          authorization: `Bearer ${TOKEN}`,
        },
      ]);
      expect(stdout + stderr).not.toContain(TOKEN);
      expect(await pinnedIn(MEDSIGLIP)).toBe(SHA256);
    });

    it('takes an export of your own once you have given its digest', async () => {
      const own = join(clone, 'export.onnx');
      await writeFile(own, MODEL);
      const unsure = await fetchModels(['medsiglip-448', '--from', own]);
      expect(unsure).toMatchObject({ failed: true });
      expect(unsure.stderr).toContain(`has sha256 ${SHA256}`);

      expect(await fetchModels(['medsiglip-448', '--from', own, '--sha256', SHA256])).toMatchObject({
        failed: false,
      });
      expect(await models()).toEqual(['medsiglip-448.onnx']);
      expect(await pinnedIn(MEDSIGLIP)).toBe(SHA256);
      expect(asked).toEqual([]);
    });
  });

  it('explains itself when it is called otherwise', async () => {
    const { failed, stderr } = await fetchModels(['another-model']);
    expect(failed).toBe(true);
    expect(stderr).toContain('Usage:');
  });
});

/** As a hub does, with ranges. */
function sendFile({ headers }: IncomingMessage, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (from > 0) {
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${MODEL.length - 1}/${MODEL.length}` });
  }
  response.end(MODEL.slice(from));
}
