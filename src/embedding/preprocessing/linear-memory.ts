/** Where things lie in the memory of a WebAssembly instance. */

const PAGE_BYTES = 65_536;
/** Of each area: vectors of this length may be read and written beyond its end without touching the next one. */
const MARGIN_BYTES = 16;

/** Addresses of areas of these sizes, one behind another, and that of the end of the last. */
export function layOut<Area extends string>(
  sizesBytes: Readonly<Record<Area, number>>,
): Readonly<Record<Area | 'end', number>> {
  let end = 0;
  const addresses: Partial<Record<Area | 'end', number>> = {};
  for (const area of Object.keys(sizesBytes) as Area[]) {
    addresses[area] = end;
    end += Math.ceil(sizesBytes[area] / MARGIN_BYTES) * MARGIN_BYTES + MARGIN_BYTES;
  }
  return { ...addresses, end } as Record<Area | 'end', number>;
}

/** The memory as bytes, grown if it is shorter than that. An earlier view of a memory that grows is void. */
export function roomFor(memory: WebAssembly.Memory, lengthBytes: number): Uint8Array<ArrayBuffer> {
  const missing = lengthBytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  return new Uint8Array(memory.buffer);
}

/** The same memory, seen as bytes: WebAssembly is little-endian, and so is every processor that Node runs on. */
export function bytesOf(values: Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
