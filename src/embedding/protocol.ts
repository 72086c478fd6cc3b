import { type EmbeddingDevice, type ExecutionProvider } from './device';

/** What passes between the main thread and the inference worker. */

/** What the worker is started with. */
export interface WorkerSettings {
  readonly modelPath: string;
  readonly device: EmbeddingDevice;
  readonly inputName: string;
  readonly outputName: string;
  readonly sizePx: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly dimension: number;
}

export const RequestKind = { INFER: 'INFER', CLOSE: 'CLOSE' } as const;
export type WorkerRequest =
  | {
      readonly kind: typeof RequestKind.INFER;
      readonly id: number;
      /** Interleaved RGB bytes of sizePx x sizePx, one picture after another; transferred, not copied. */
      readonly pixels: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: typeof RequestKind.CLOSE };

export const ReplyKind = {
  READY: 'READY',
  REFUSED: 'REFUSED',
  VECTORS: 'VECTORS',
  FAILED: 'FAILED',
} as const;
export type WorkerReply =
  | {
      readonly kind: typeof ReplyKind.READY;
      readonly provider: ExecutionProvider;
      /** Why the CPU was taken although CUDA was tried; null when nothing had to give way. */
      readonly fallbackReason: string | null;
    }
  | { readonly kind: typeof ReplyKind.REFUSED; readonly message: string }
  /** Unit vectors, one after another, each of the model's dimension. */
  | {
      readonly kind: typeof ReplyKind.VECTORS;
      readonly id: number;
      readonly vectors: Float32Array<ArrayBuffer>;
    }
  | { readonly kind: typeof ReplyKind.FAILED; readonly id: number; readonly message: string };
