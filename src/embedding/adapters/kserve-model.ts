import { z } from 'zod';
import { EmbeddingSetupError, type ModelManifest } from '../manifest';
import { CHANNELS } from '../tensor';
import { FLOAT_DATATYPE } from './kserve-tensors';

/** What a server and its model say of themselves, as far as it matters here. */
export const serverMetadata = z.object({
  name: z.string(),
  version: z.string().optional(),
  extensions: z.array(z.string()).default([]),
});
export type ServerMetadata = z.infer<typeof serverMetadata>;

const tensor = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.int()) });
export const modelMetadata = z.object({
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type ModelMetadata = z.infer<typeof modelMetadata>;

/** Triton's model configuration extension. */
export const modelConfig = z.object({
  max_batch_size: z.int().default(0),
  parameters: z.record(z.string(), z.object({ string_value: z.string() })).default({}),
});
export type ModelConfig = z.infer<typeof modelConfig>;

export const ServerExtension = {
  BINARY_TENSORS: 'binary_tensor_data',
  MODEL_CONFIGURATION: 'model_configuration',
} as const;

/** The parameter by which a model repository says which file it serves; scripts/models/triton-repository.ts writes it. */
export const DIGEST_PARAMETER = 'model_sha256';

/** A dimension that is decided by each request. */
const FREE = -1;

/**
 * Holds what the server says of its model against the manifest. Throws EmbeddingSetupError that names what differs: names,
 * types or shapes of the tensors, a batch that is too small, or the digest.
 * Returns whether the server named the digest at all: where it does not, nobody has proved which file it serves.
 */
export function checkServedModel(
  manifest: ModelManifest,
  maxBatch: number,
  { inputs, outputs, parameters }: ModelMetadata,
  config: ModelConfig | null,
): { readonly isDigestVerified: boolean } {
  const { inputName, outputName, sizePx, dimension, name, sha256 } = manifest;
  const refuse = (reason: string): never => {
    throw new EmbeddingSetupError(`The inference server's model is not ${name}: ${reason}.`);
  };
  const differs = (found: z.infer<typeof tensor> | undefined, wanted: readonly number[]): boolean =>
    found?.datatype !== FLOAT_DATATYPE ||
    found.shape.length !== wanted.length ||
    found.shape.some((size, i) => size !== FREE && size !== wanted[i]);

  const input = inputs.find((candidate) => candidate.name === inputName);
  if (inputs.length !== 1 || differs(input, [FREE, CHANNELS, sizePx, sizePx])) {
    refuse(`it takes ${listed(inputs)}, not ${inputName} FP32 [-1, ${CHANNELS}, ${sizePx}, ${sizePx}]`);
  }
  const output = outputs.find((candidate) => candidate.name === outputName);
  if (differs(output, [FREE, dimension])) {
    refuse(`it gives ${listed(outputs)}, not ${outputName} FP32 [-1, ${dimension}]`);
  }
  if (config !== null && config.max_batch_size > 0 && config.max_batch_size < maxBatch) {
    refuse(`it takes batches of ${config.max_batch_size} at most, and EMBEDDING_MAX_BATCH is ${maxBatch}`);
  }
  const digest = config?.parameters[DIGEST_PARAMETER]?.string_value ?? parameters?.[DIGEST_PARAMETER];
  if (digest === undefined) return { isDigestVerified: false };
  if (digest !== sha256)
    refuse(`it says that its file has sha256 ${JSON.stringify(digest)}, expected ${sha256}`);
  return { isDigestVerified: true };
}

function listed(tensors: readonly z.infer<typeof tensor>[]): string {
  const all = tensors.map(({ name, datatype, shape }) => `${name} ${datatype} [${shape.join(', ')}]`);
  return all.join(' and ') || 'nothing';
}
