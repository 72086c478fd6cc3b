import { crc32, deflateRawSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export interface PngHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bits a channel; 8 unless told. */
  readonly bitDepth?: number;
  /** 0 grey, 2 RGB (unless told), 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType?: number;
  readonly interlaced?: boolean;
}

/** A chunk with its length and a checksum that is right. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

/** A PNG of the given header and whatever chunks stand between it and the end. */
export function pngFile(header: PngHeader, chunks: readonly Buffer[]): Buffer {
  const { widthPx, heightPx, bitDepth = 8, colourType = 2, interlaced = false } = header;
  const ihdr = Buffer.concat([
    uint32(widthPx),
    uint32(heightPx),
    Buffer.of(bitDepth, colourType, 0, 0, interlaced ? 1 : 0),
  ]);
  return Buffer.concat([SIGNATURE, pngChunk('IHDR', ihdr), ...chunks, pngChunk('IEND', Buffer.of())]);
}

/** The same PNG with chunks put in behind its header. */
export function withPngChunks(png: Buffer, ...chunks: readonly Buffer[]): Buffer {
  const HEADER_BYTES = 33;
  return Buffer.concat([png.subarray(0, HEADER_BYTES), ...chunks, png.subarray(HEADER_BYTES)]);
}

const MEBIBYTE = 1024 * 1024;

/** A zlib stream of about a thousandth of what it unpacks to: so many mebibytes of zeros. */
export function packedZeros(mebibytes: number): Buffer {
  const FULL_FLUSH = 3;
  const segment = deflateRawSync(Buffer.alloc(MEBIBYTE), { level: 9, finishFlush: FULL_FLUSH });
  const adlerOfZeros = ((((mebibytes * MEBIBYTE) % 65_521) << 16) | 1) >>> 0;
  return Buffer.concat([
    Buffer.of(0x78, 0x01),
    ...Array.from({ length: mebibytes }, () => segment),
    Buffer.of(0x03, 0x00),
    uint32(adlerOfZeros),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
