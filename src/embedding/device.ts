/** What is asked for: `auto` takes CUDA when it is there and the CPU when it is not; `cuda` fails when it is not. */
export const EmbeddingDevice = { AUTO: 'auto', CUDA: 'cuda', CPU: 'cpu' } as const;
export type EmbeddingDevice = (typeof EmbeddingDevice)[keyof typeof EmbeddingDevice];

/** What really runs the model: a session of this process on one of two devices, or a server that speaks KServe v2. */
export const ExecutionProvider = { CPU: 'cpu', CUDA: 'cuda', KSERVE: 'kserve' } as const;
export type ExecutionProvider = (typeof ExecutionProvider)[keyof typeof ExecutionProvider];

/** What runs the model right now, for health and metrics. What the device or its server does not tell is null. */
export interface DeviceReport {
  readonly provider: ExecutionProvider;
  readonly name: string | null;
  readonly memoryMiB: number | null;
  readonly memoryUsedMiB: number | null;
  /** Why the CPU was taken although CUDA was tried; null when nothing had to give way. */
  readonly fallbackReason: string | null;
}
