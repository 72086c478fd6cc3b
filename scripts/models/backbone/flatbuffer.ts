/**
 * As much of the FlatBuffers wire format as it takes to read a TensorFlow Lite file: tables of optional fields, vectors, strings.
 * A position is a byte offset into the buffer; 0 stands for a field that is not there. Nothing is trusted: a position outside
 * the buffer throws a RangeError.
 */
export interface FlatBuffer {
  root(): number;
  /** Integer field of a table. */
  int32(table: number, field: number, missing?: number): number;
  uint8(table: number, field: number, missing?: number): number;
  /** The table that a field points to; 0 if there is none. */
  table(table: number, field: number): number;
  tables(table: number, field: number): number[];
  int32s(table: number, field: number): number[];
  bytes(table: number, field: number): Buffer;
}

/** Reads in place; throws where an offset leads out of the buffer. */
export function readFlatBuffer(buffer: Buffer): FlatBuffer {
  const follow = (position: number): number => position + buffer.readUInt32LE(position);
  const positionOf = (table: number, field: number): number => {
    const fields = table - buffer.readInt32LE(table);
    const entry = 4 + 2 * field;
    if (entry >= buffer.readUInt16LE(fields)) return 0;
    const offset = buffer.readUInt16LE(fields + entry);
    return offset === 0 ? 0 : table + offset;
  };
  const vector = (table: number, field: number): { count: number; start: number } => {
    const position = positionOf(table, field);
    if (position === 0) return { count: 0, start: 0 };
    const start = follow(position);
    return { count: buffer.readUInt32LE(start), start: start + 4 };
  };
  const words = <T>({ count, start }: { count: number; start: number }, read: (position: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => read(start + 4 * index));

  return {
    root: () => buffer.readUInt32LE(0),
    int32(table, field, missing = 0) {
      const position = positionOf(table, field);
      return position === 0 ? missing : buffer.readInt32LE(position);
    },
    uint8(table, field, missing = 0) {
      const position = positionOf(table, field);
      return position === 0 ? missing : buffer.readUInt8(position);
    },
    table(table, field) {
      const position = positionOf(table, field);
      return position === 0 ? 0 : follow(position);
    },
    tables: (table, field) => words(vector(table, field), follow),
    int32s: (table, field) => words(vector(table, field), (position) => buffer.readInt32LE(position)),
    bytes(table, field) {
      const { count, start } = vector(table, field);
      return buffer.subarray(start, start + count);
    },
  };
}
