/** A marker segment with its length; `data` at most 65,533 bytes. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length + 2);
  return Buffer.concat([Buffer.of(0xff, marker), length, data]);
}

/** The same JPEG with segments put in behind its first two bytes. */
export function withJpegSegments(jpeg: Buffer, ...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** Where a baseline or progressive JPEG's frame header begins (its 0xff). */
export function frameHeaderAt(jpeg: Buffer): number {
  const starts = [0xc0, 0xc2].map((marker) => jpeg.indexOf(Buffer.from([0xff, marker, 0x00])));
  const found = starts.find((start) => start >= 0);
  if (found === undefined) throw new Error('No frame header.');
  return found;
}

/** A grey progressive JPEG of few bytes that makes its decoder walk over the whole picture again with every scan. */
export function jpegOfManyScans(sidePx: number, scans: number): Buffer {
  const blocks = Math.ceil(sidePx / 8) ** 2;
  const frame = Buffer.alloc(9);
  frame.writeUInt8(8, 0);
  frame.writeUInt16BE(sidePx, 1);
  frame.writeUInt16BE(sidePx, 3);
  frame.set([1, 1, 0x11, 0], 5);
  const oneCode = (tableClass: number, symbol: number): Buffer =>
    jpegSegment(0xc4, Buffer.from([tableClass << 4, 1, ...Array<number>(15).fill(0), symbol]));
  // One bit a block: "as bright as the one before".
  const brightness = [jpegSegment(0xda, Buffer.of(1, 1, 0, 0, 0, 0)), Buffer.alloc(Math.ceil(blocks / 8))];
  // 15 bits for 16,384 blocks: "nothing in any of them".
  const END_OF_16384_BLOCKS = 0xe0;
  const scanData = Buffer.alloc(Math.ceil((Math.ceil(blocks / 16_384) * 15) / 8));
  const detail = Buffer.concat([jpegSegment(0xda, Buffer.of(1, 1, 0, 1, 63, 0)), scanData]);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    jpegSegment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)])),
    jpegSegment(0xc2, frame),
    oneCode(0, 0),
    oneCode(1, END_OF_16384_BLOCKS),
    ...brightness,
    ...Array.from({ length: scans }, () => detail),
    Buffer.of(0xff, 0xd9),
  ]);
}
