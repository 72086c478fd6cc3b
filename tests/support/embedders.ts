import { type Embedder } from '../../src/embedding';

/** An embedder that answers with this, where no model is what is tested. */
export function embedderThat(embed: Embedder['embed']): Embedder {
  return {
    model: {
      name: 'test',
      sha256: 'c'.repeat(64),
      space: 'd'.repeat(64),
      dimension: 2,
      licence: 'CC BY 4.0',
      provider: 'cpu',
    },
    embed,
    describeDevice: () =>
      Promise.resolve({
        provider: 'cpu',
        name: null,
        memoryMiB: null,
        memoryUsedMiB: null,
        fallbackReason: null,
      }),
    close: () => Promise.resolve(),
  };
}
