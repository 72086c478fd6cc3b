import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';

/** What came of unpacking a zlib stream without keeping any of it. */
export const Unpacking = {
  FITS: 'FITS',
  TOO_MUCH: 'TOO_MUCH',
  DAMAGED: 'DAMAGED',
} as const;
export type Unpacking = (typeof Unpacking)[keyof typeof Unpacking];

const CHUNK_BYTES = 256 * 1024;

/** Whether what is packed in the parts, one stream together, is at most `maxBytes` long. Stops as soon as it is not. */
export async function tryUnpacking(
  parts: readonly Buffer[],
  maxBytes: number,
): Promise<{ readonly outcome: Unpacking; readonly unpackedBytes: number }> {
  let unpackedBytes = 0;
  try {
    await pipeline(Readable.from(parts), createInflate({ chunkSize: CHUNK_BYTES }), async (unpacked) => {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        unpackedBytes += chunk.length;
        if (unpackedBytes > maxBytes) return;
      }
    });
  } catch {
    // The stream's message is of no use; a bomb that is damaged further on is a bomb.
    const outcome = unpackedBytes > maxBytes ? Unpacking.TOO_MUCH : Unpacking.DAMAGED;
    return { outcome, unpackedBytes };
  }
  return { outcome: unpackedBytes > maxBytes ? Unpacking.TOO_MUCH : Unpacking.FITS, unpackedBytes };
}
