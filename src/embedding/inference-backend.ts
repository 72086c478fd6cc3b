import { type DeviceReport, type ExecutionProvider } from './device';

/**
 * Preprocessed pictures, one after another: `count` times (3 channels x sizePx rows x sizePx columns) normalised values.
 * Whoever passes it to a backend gives it away: the backend may transfer its buffer to a thread.
 */
export interface TensorBatch {
  readonly count: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** What runs the model. Knows tensors and vectors; nothing of pictures, queues or batching, which all backends share. */
export interface InferenceBackend {
  readonly provider: ExecutionProvider;
  /** Why the CPU was taken although CUDA was tried; null when nothing had to give way. */
  readonly fallbackReason: string | null;
  /**
   * One vector of unit length per picture, in order. Rejects if the model fails, is not reachable or gives something else
   * than its manifest says; the whole batch then has no result.
   */
  infer(batch: TensorBatch): Promise<Float32Array[]>;
  /** Asks the device, or its server, anew at each call; never rejects: what cannot be found out is null. */
  describeDevice(): Promise<DeviceReport>;
  /** False once it was closed, or while it is known that nothing would answer. */
  isAlive(): boolean;
  /** Ends once it has answered what it was given. May be called twice. */
  close(): Promise<void>;
}
