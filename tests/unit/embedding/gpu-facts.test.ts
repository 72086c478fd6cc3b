import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readGpuFacts } from '../../../src/embedding/gpu-facts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driver-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An environment in which the driver's program is this shell script. */
async function driver(script: string, env: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const path = join(folder, 'nvidia-smi');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return { PATH: `${folder}${delimiter}${process.env.PATH}`, ...env };
}

it('reads name and memory of the first card', async () => {
  const env = await driver(`echo 'NVIDIA H200, 143771, 512'; echo 'NVIDIA L4, 23034, 0'`);
  expect(await readGpuFacts(env)).toEqual({ name: 'NVIDIA H200', memoryMiB: 143_771, memoryUsedMiB: 512 });
});

it('asks for the card that the process may see', async () => {
  const env = await driver(
    `for a in "$@"; do case $a in --id=*) echo "card \${a#--id=}, 1, 2";; esac; done`,
    {
      CUDA_VISIBLE_DEVICES: 'GPU-7f3a, 1',
    },
  );
  expect(await readGpuFacts(env)).toMatchObject({ name: 'card GPU-7f3a' });
});

it('leaves open what the driver does not tell', async () => {
  const env = await driver(`echo 'NVIDIA GB10, [N/A], [Not Supported]'`);
  expect(await readGpuFacts(env)).toEqual({ name: 'NVIDIA GB10', memoryMiB: null, memoryUsedMiB: null });
});

it.each([
  ['says something else', `echo 'No devices were found'`],
  ['says nothing', 'true'],
  ['fails', `echo 'NVIDIA H200, 143771, 512'; exit 9`],
])('knows nothing when the program %s', async (_name, script) => {
  expect(await readGpuFacts(await driver(script))).toBeNull();
});

it('knows nothing when there is no such program', async () => {
  expect(await readGpuFacts({ PATH: folder })).toBeNull();
});

it('does not wait for a driver that hangs', async () => {
  expect(await readGpuFacts(await driver('exec sleep 600'), 50)).toBeNull();
});
