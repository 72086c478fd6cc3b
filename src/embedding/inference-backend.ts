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
  /** How many batches it works on at once; more would only wait inside of it. */
  readonly concurrency: number;
  /**
   * One vector of unit length per picture, in order. Rejects with BackendUnavailableError if nothing answers, with another
   * error if the model fails on this batch or gives something else than its manifest says.
   */
  infer(batch: TensorBatch): Promise<Float32Array[]>;
  /** Asks the device, or its server, anew at each call; never rejects: what cannot be found out is null. */
  describeDevice(): Promise<DeviceReport>;
  /** False once it was closed, or while it is known that nothing would answer. */
  isAlive(): boolean;
  /** Ends once it has answered what it was given. May be called twice. */
  close(): Promise<void>;
}

/** Nothing runs the model at the moment, whatever the pictures: trying them one by one would not help. */
export class BackendUnavailableError extends Error {
  override readonly name = 'BackendUnavailableError';
}
