import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type CreateContestant } from '../contestant';
import { readTensors } from '../tensors';

export const createContestant: CreateContestant = async (setup) => {
  const { inputName, outputName, sizePx, file } = setup.manifest;
  const session = await InferenceSession.create(join(setup.modelDir, file), {
    graphOptimizationLevel: 'all',
  });
  const [values = new Float32Array()] = await readTensors(setup);
  const batches = new Map<number, Tensor>();
  return {
    async embed(count) {
      const batch =
        batches.get(count) ?? new Tensor('float32', repeated(values, count), [count, 3, sizePx, sizePx]);
      batches.set(count, batch);
      await session.run({ [inputName]: batch }, [outputName]);
    },
  };
};

function repeated(values: Float32Array, count: number): Float32Array {
  const batch = new Float32Array(values.length * count);
  for (let i = 0; i < count; i++) batch.set(values, i * values.length);
  return batch;
}
