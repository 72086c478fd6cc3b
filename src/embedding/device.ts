/** What is asked for: `auto` takes CUDA when it is there and the CPU when it is not; `cuda` fails when it is not. */
export const EmbeddingDevice = { AUTO: 'auto', CUDA: 'cuda', CPU: 'cpu' } as const;
export type EmbeddingDevice = (typeof EmbeddingDevice)[keyof typeof EmbeddingDevice];

/** What a session really runs on. */
export const ExecutionProvider = { CPU: 'cpu', CUDA: 'cuda' } as const;
export type ExecutionProvider = (typeof ExecutionProvider)[keyof typeof ExecutionProvider];
