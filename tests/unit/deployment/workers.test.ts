import cluster from 'node:cluster';
import path from 'node:path';
import { startWorkers, type Workers } from '../../../scripts/launch/workers';

const STOP_TIMEOUT_MS = 10_000;
let workers: Workers;
let said: jest.SpyInstance;

function start(behaviour: string, count: number): Workers {
  const main = path.join(__dirname, 'fixtures/api-process.cjs');
  workers = startWorkers({ count, main, env: { BEHAVIOUR: behaviour } });
  return workers;
}

beforeEach(() => {
  said = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(async () => {
  await workers.stop(STOP_TIMEOUT_MS);
  jest.restoreAllMocks();
});

describe('the API processes', () => {
  it('are as many as wanted, and none is left after the stop', async () => {
    await start('serves', 2).firstReady;
    const started = Object.values(cluster.workers ?? {});
    expect(started).toHaveLength(2);
    await workers.stop(STOP_TIMEOUT_MS);
    // Node may keep a worker that has ended in its list for a moment longer.
    expect(started.map((worker) => worker?.isDead())).toEqual([true, true]);
  });

  it('are replaced when they die, until they die too often', async () => {
    await expect(start('dies-serving', 1).givenUp).resolves.toMatch(/exit 3.*number 5/);
    expect(said).toHaveBeenCalledTimes(4);
  });

  it('are not started again when none has ever served', async () => {
    await expect(start('dies-starting', 1).givenUp).resolves.toMatch(/exit 3.*before it served/);
    expect(said).not.toHaveBeenCalled();
  });

  it('tell together what each of them has counted, whichever is asked', async () => {
    const main = path.join(__dirname, 'fixtures/counting-process.ts');
    workers = startWorkers({ count: 2, main, env: { NODE_OPTIONS: '--require @swc-node/register' } });
    const told = new Promise<string>((resolve) => {
      cluster.on('message', (_worker, message: { type?: string; text?: string }) => {
        if (message.type === 'test:metrics') resolve(message.text ?? '');
      });
    });
    await workers.firstReady;
    const text = await told;
    expect(text).toContain('paa_limitations_total{limitation="IMAGE_MISSING"} 2');
    expect(text).toContain('paa_embedding_device_info{provider="cpu",name="unknown"} 1');
  });
});
