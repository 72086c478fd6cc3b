import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { picture, post } from '../../support/model-requests';

const TIMEOUT_MS = 60_000;

type Command = ChildProcessByStdio<null, Readable, Readable>;

function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Command {
  const { PATH } = process.env;
  return spawn(process.execPath, ['-r', '@swc-node/register', `scripts/medgemma/${script}`, ...args], {
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function smoke(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: unknown; out: string }> {
  const child = start('smoke.ts', args, env);
  const [[code], out] = await Promise.all([
    once(child, 'close') as Promise<[unknown]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out };
}

it(
  'npm run medgemma:smoke shows what the model says of the invented case, and ends with 0',
  async () => {
    const server = await startLoopbackMedGemma({ apiKey: 'secret-key' });
    const file = join(tmpdir(), `smoke-${process.pid}.jpg`);
    await writeFile(file, await picture(1600, 1200));
    const env = { MEDGEMMA_BASE_URL: `${server.url}/v1`, MEDGEMMA_API_KEY: 'secret-key' };
    const { code, out } = await smoke(env, '--picture', file);
    await Promise.all([rm(file), server.close()]);

    expect(server.violations).toEqual([]);
    expect(server.requests).toMatchObject([{ hasPicture: true, behaviour: 'GOOD' }]);
    expect(out).toMatch(/^model +google\/medgemma-1.5-4b-it \(openai\)$/m);
    expect(out).toMatch(/^prompt +assess-1@[0-9a-f]{12}$/m);
    expect(out).toMatch(/^picture +\d+ KiB$/m);
    expect(out).toMatch(/^the guard +takes it$/m);
    expect(out).not.toContain('secret-key');
    expect(code).toBe(0);
  },
  TIMEOUT_MS,
);

it(
  'npm run dev:medgemma says where it listens, notes no words, takes orders, and ends when told to',
  async () => {
    const dev = start('dev.ts', ['--port', '0', '--behave', 'unknown_conditions,good']);
    let out = '';
    const url = await new Promise<string>((resolve) => {
      dev.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        out += chunk;
        const heard = /listens on (\S+)\. [\s\S]*It knows/.exec(out)?.[1];
        if (heard !== undefined) resolve(heard);
      });
    });
    expect(out).toContain(`MEDGEMMA_BASE_URL=${url}/v1 ./scripts/start_server.sh development`);
    await post(url, '/behave', { behaviours: ['CERTAINLY_BENIGN'] });
    const { code, out: said } = await smoke({ MEDGEMMA_BASE_URL: `${url}/v1` });
    expect(said).toMatch(/^the guard +refuses it: CERTAINTY$/m);
    expect(code).toBe(1);

    const ended = once(dev, 'close');
    dev.kill('SIGTERM');
    await expect(ended).resolves.toEqual([0, null]);
    expect(out).toMatch(/^\d\d:\d\d:\d\d {2}openai {2}\d+ KiB {2}CERTAINLY_BENIGN$/m);
    expect(out).not.toContain('elbows');
  },
  TIMEOUT_MS,
);
