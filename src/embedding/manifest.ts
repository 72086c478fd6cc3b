import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { ResizeKernel, ResizeMode } from './resize';

const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const positivePerChannel = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]);

const manifestSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** A bare file name inside the models folder: a manifest must not point anywhere else. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.onnx$/),
  /** Hex SHA-256 of the model file; null while nobody has pinned it, and such a model is refused. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  inputName: z.string().min(1),
  outputName: z.string().min(1),
  /** Side of the square input, in pixels. */
  sizePx: z.int().positive().max(1024),
  resize: z.strictObject({ kernel: z.enum(ResizeKernel), mode: z.enum(ResizeMode) }),
  /** Per RGB channel, on pixel values scaled to 0..1: input = (value - mean) / std. */
  mean: perChannel,
  std: positivePerChannel,
  dimension: z.int().positive().max(8192),
  licence: z.string().min(1),
  source: z.string().min(1),
});

/** All that is needed to feed a model correctly and to recognise its file. */
export type ModelManifest = Readonly<z.infer<typeof manifestSchema>>;

/** The model cannot be used as it lies there: wrong manifest, file, digest, dimension or device. */
export class EmbeddingSetupError extends Error {
  override readonly name = 'EmbeddingSetupError';
}

/** Reads a manifest (YAML). Throws EmbeddingSetupError that names every problem of the file. */
export async function loadManifest(path: string): Promise<ModelManifest> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EmbeddingSetupError(`The model manifest ${path} cannot be read.`, { cause });
  });
  const parsed = manifestSchema.safeParse(parsedYaml(path, text));
  if (!parsed.success) {
    throw new EmbeddingSetupError(
      `The model manifest ${path} is not valid:\n${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

function parsedYaml(path: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    throw new EmbeddingSetupError(`The model manifest ${path} is no YAML.`, { cause });
  }
}
