import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32c, inBase64 } from './crc32c';

export interface FileDigests {
  /** Hexadecimal. */
  readonly sha256: string;
  /** Base64, as the storage's header has them. */
  readonly md5: string;
  readonly crc32c: string;
  readonly sizeBytes: number;
}

/** Reads the file once, in pieces, for all of its digests. */
export async function digestFile(path: string): Promise<FileDigests> {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  let crc = 0;
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    md5.update(chunk);
    crc = crc32c(chunk, crc);
    sizeBytes += chunk.length;
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('base64'), crc32c: inBase64(crc), sizeBytes };
}

/**
 * Whether a file is what its storage says it is. `header`: the value of x-goog-hash, for example `crc32c=n03x6A==,md5=…`;
 * one that names neither digest proves nothing against it.
 */
export function agreesWith(digests: FileDigests, header: string | null): boolean {
  return named(header).every(({ kind, value }) => value === digests[kind]);
}

/** Whether such a header names a digest that `agreesWith` would hold a file against. */
export function namesDigest(header: string | null): boolean {
  return named(header).length > 0;
}

function named(header: string | null): { readonly kind: 'md5' | 'crc32c'; readonly value: string }[] {
  return (header ?? '').split(',').flatMap((part) => {
    const [, kind, value] = /^(md5|crc32c)=(.+)$/.exec(part.trim()) ?? [];
    return (kind === 'md5' || kind === 'crc32c') && value !== undefined ? [{ kind, value }] : [];
  });
}
