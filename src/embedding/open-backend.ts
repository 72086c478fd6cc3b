import { openKServeBackend } from './adapters/kserve-backend';
import { openOnnxBackend } from './adapters/onnx-backend';
import { type SessionPlan } from './adapters/plan-sessions';
import { DEFAULT_MAX_BATCH } from './default-max-batch';
import { type EmbeddingDevice, ExecutionProvider } from './device';
import { BackendUnavailableError, type InferenceBackend } from './inference-backend';
import { type ModelManifest } from './manifest';
import { pinnedDigest, verifiedModelPath } from './model-file';
import { reviveBackend } from './revive-backend';

/** A model server that speaks KServe v2, used in place of a session of this process. */
export interface ModelServer {
  readonly url: string;
  /** The model's name on the server; the manifest's if left out. */
  readonly modelName?: string;
  /** Told at the start if the server does not say the digest of the file that it serves. */
  readonly onUnverified?: () => void;
}

export interface BackendOptions {
  readonly manifest: ModelManifest;
  /** Folder that holds the manifest's file. Not read if a server is named. */
  readonly modelDir: string;
  readonly device: EmbeddingDevice;
  readonly server?: ModelServer | undefined;
  /** Left out: the usual one of what runs the model. */
  readonly maxBatch?: number | undefined;
  /** How a session of this process is spread over the processor; left out, chosen by the model's size. */
  readonly plan?: SessionPlan | undefined;
}

/**
 * Opens what runs the model, verified and warm: the server if one is named, else a session of this process. Throws
 * EmbeddingSetupError if the digest, the graph, the device or the server is not what was asked for.
 */
export async function openBackend(
  options: BackendOptions,
): Promise<{ readonly backend: InferenceBackend; readonly sha256: string }> {
  const { manifest, server, maxBatch } = options;
  if (server !== undefined) {
    const sha256 = pinnedDigest(manifest);
    const open = () =>
      openKServeBackend({
        manifest,
        ...server,
        maxBatch: maxBatch ?? DEFAULT_MAX_BATCH[ExecutionProvider.KSERVE],
      });
    const reopen = () =>
      open().catch((cause: unknown) => {
        throw new BackendUnavailableError('The model server cannot be used again yet.', { cause });
      });
    return { backend: reviveBackend(await open(), reopen), sha256 };
  }
  const { path, sha256 } = await verifiedModelPath(manifest, options.modelDir);
  return { backend: await openOnnxBackend({ ...options, modelPath: path }), sha256 };
}
