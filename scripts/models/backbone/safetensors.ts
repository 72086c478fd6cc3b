import { z } from 'zod';

/** Weights in a file of the safetensors format: a JSON header with names, types and places, then the bytes. */
export interface NamedTensor {
  readonly name: string;
  readonly type: 'F32' | 'F16';
  readonly shape: readonly number[];
  /** Little-endian values. */
  readonly data: Buffer;
}

const HEADER_LENGTH_BYTES = 8;
const METADATA = '__metadata__';

const entrySchema = z.object({
  dtype: z.enum(['F32', 'F16']),
  shape: z.array(z.int().positive()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/** The same tensors in the same order give the same bytes. */
export function encodeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Buffer {
  let end = 0;
  const entries = tensors.map(({ name, type, shape, data }) => {
    const start = end;
    end += data.length;
    return [name, { dtype: type, shape, data_offsets: [start, end] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries([[METADATA, metadata], ...entries]));
  const header = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(HEADER_LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...tensors.map(({ data }) => data)]);
}

/** Throws if the header is not of this format. */
export function decodeSafetensors(file: Buffer): NamedTensor[] {
  const bodyStart = HEADER_LENGTH_BYTES + Number(file.readBigUInt64LE(0));
  const header: unknown = JSON.parse(file.subarray(HEADER_LENGTH_BYTES, bodyStart).toString('utf8'));
  return Object.entries(z.record(z.string(), z.unknown()).parse(header))
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => {
      const { dtype, shape, data_offsets: offsets } = entrySchema.parse(value);
      return {
        name,
        type: dtype,
        shape,
        data: file.subarray(bodyStart + offsets[0], bodyStart + offsets[1]),
      };
    });
}
