import { ExecutionProvider } from './device';

/**
 * The largest batch, where nobody sets EMBEDDING_MAX_BATCH. Measured (docs/performance.md): a processor embeds no more pictures
 * a second in batches than one by one, so there a batch would only make its first picture wait for its last.
 */
export const DEFAULT_MAX_BATCH: Readonly<Record<ExecutionProvider, number>> = {
  [ExecutionProvider.CPU]: 1,
  [ExecutionProvider.CUDA]: 8,
  [ExecutionProvider.KSERVE]: 8,
};
