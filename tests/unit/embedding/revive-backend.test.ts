import { ExecutionProvider } from '../../../src/embedding';
import { type InferenceBackend, type TensorBatch } from '../../../src/embedding/inference-backend';
import { reviveBackend } from '../../../src/embedding/revive-backend';

/** A backend that answers every call with its own number, until it is killed. */
function backendNumber(number: number) {
  let alive = true;
  const backend: InferenceBackend = {
    provider: ExecutionProvider.CPU,
    fallbackReason: null,
    concurrency: 1,
    describeDevice: () => Promise.reject(new Error('not asked here')),
    infer: () => (alive ? Promise.resolve([Float32Array.of(number)]) : Promise.reject(new Error('dead'))),
    isAlive: () => alive,
    close: () => Promise.resolve(kill()),
  };
  const kill = (): void => {
    alive = false;
  };
  return { backend, kill };
}

const BATCH: TensorBatch = { count: 1, values: new Float32Array(3) };
const answer = (number: number): Float32Array[] => [Float32Array.of(number)];

describe('reviveBackend', () => {
  it('keeps a living backend', async () => {
    const reopen = jest.fn<Promise<InferenceBackend>, []>();
    const revived = reviveBackend(backendNumber(1).backend, reopen);
    expect(await revived.infer(BATCH)).toEqual(answer(1));
    expect(reopen).not.toHaveBeenCalled();
  });

  it('opens one new backend for all the calls that find it dead', async () => {
    const first = backendNumber(1);
    const reopen = jest.fn(() => Promise.resolve(backendNumber(2).backend));
    const revived = reviveBackend(first.backend, reopen);
    first.kill();
    expect(await Promise.all([revived.infer(BATCH), revived.infer(BATCH)])).toEqual([answer(2), answer(2)]);
    expect(reopen).toHaveBeenCalledTimes(1);
  });

  it('rejects while none can be opened, and tries again at the next call', async () => {
    const first = backendNumber(1);
    const reopen = jest
      .fn<Promise<InferenceBackend>, []>()
      .mockRejectedValueOnce(new Error('no memory'))
      .mockResolvedValueOnce(backendNumber(3).backend);
    const revived = reviveBackend(first.backend, reopen);
    first.kill();
    await expect(revived.infer(BATCH)).rejects.toThrow('no memory');
    expect(await revived.infer(BATCH)).toEqual(answer(3));
  });

  it('opens none after it was closed', async () => {
    const first = backendNumber(1);
    const reopen = jest.fn<Promise<InferenceBackend>, []>();
    const revived = reviveBackend(first.backend, reopen);
    await revived.close();
    expect(first.backend.isAlive()).toBe(false);
    await expect(revived.infer(BATCH)).rejects.toThrow('closed');
    expect(reopen).not.toHaveBeenCalled();
  });
});
