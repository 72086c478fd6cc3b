import { EmbeddingDevice } from '../../../../src/embedding';
import { mapInOrder } from '../../../../src/embedding/map-in-order';
import { openBackend } from '../../../../src/embedding/open-backend';
import { type CreateContestant, inTurns } from '../contestant';
import { readTensors } from '../tensors';

export const createContestant: CreateContestant = async (setup) => {
  const next = inTurns(await readTensors(setup));
  const { backend } = await openBackend({ ...setup, device: EmbeddingDevice.CPU });
  return {
    async embed(count) {
      await mapInOrder(next(count), 2 * backend.concurrency, (values) =>
        // A copy, since the backend is given the buffer for good; as the embedder's threads give it a new one each time.
        backend.infer({ count: 1, values: values.slice() }),
      );
    },
  };
};
