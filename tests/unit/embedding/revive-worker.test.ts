import { ExecutionProvider } from '../../../src/embedding';
import { type InferenceWorker } from '../../../src/embedding/inference-client';
import { reviveWorker } from '../../../src/embedding/revive-worker';

/** A worker that answers every call with its own number, until it is killed. */
function workerNumber(number: number) {
  let alive = true;
  const worker: InferenceWorker = {
    provider: ExecutionProvider.CPU,
    fallbackReason: null,
    infer: () => (alive ? Promise.resolve([Float32Array.of(number)]) : Promise.reject(new Error('dead'))),
    isAlive: () => alive,
    close: () => Promise.resolve(kill()),
  };
  const kill = (): void => {
    alive = false;
  };
  return { worker, kill };
}

const answer = (number: number): Float32Array[] => [Float32Array.of(number)];

describe('reviveWorker', () => {
  it('keeps a living worker', async () => {
    const reopen = jest.fn<Promise<InferenceWorker>, []>();
    const revived = reviveWorker(workerNumber(1).worker, reopen);
    expect(await revived.infer([])).toEqual(answer(1));
    expect(reopen).not.toHaveBeenCalled();
  });

  it('opens one new worker for all the calls that find it dead', async () => {
    const first = workerNumber(1);
    const reopen = jest.fn(() => Promise.resolve(workerNumber(2).worker));
    const revived = reviveWorker(first.worker, reopen);
    first.kill();
    expect(await Promise.all([revived.infer([]), revived.infer([])])).toEqual([answer(2), answer(2)]);
    expect(reopen).toHaveBeenCalledTimes(1);
  });

  it('rejects while none can be opened, and tries again at the next call', async () => {
    const first = workerNumber(1);
    const reopen = jest
      .fn<Promise<InferenceWorker>, []>()
      .mockRejectedValueOnce(new Error('no memory'))
      .mockResolvedValueOnce(workerNumber(3).worker);
    const revived = reviveWorker(first.worker, reopen);
    first.kill();
    await expect(revived.infer([])).rejects.toThrow('no memory');
    expect(await revived.infer([])).toEqual(answer(3));
  });

  it('opens none after it was closed', async () => {
    const first = workerNumber(1);
    const reopen = jest.fn<Promise<InferenceWorker>, []>();
    const revived = reviveWorker(first.worker, reopen);
    await revived.close();
    expect(first.worker.isAlive()).toBe(false);
    await expect(revived.infer([])).rejects.toThrow('closed');
    expect(reopen).not.toHaveBeenCalled();
  });
});
