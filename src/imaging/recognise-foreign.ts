/** Latin-1 text (a byte a character) that stands at an offset. */
type Mark = readonly [offset: number, text: string];

const FORMATS: readonly (readonly [name: string, ...marks: readonly Mark[]])[] = [
  ['GIF', [0, 'GIF8']],
  ['TIFF', [0, 'II*\0']],
  ['TIFF', [0, 'MM\0*']],
  // A reserved word follows the length: two letters alone are any text's.
  ['BMP', [0, 'BM'], [6, '\0\0\0\0']],
  ['PDF', [0, '%PDF-']],
  ['PSD', [0, '8BPS']],
  ['JPEG XL', [0, '\xff\x0a']],
  ['JPEG XL', [4, 'JXL ']],
  ['JPEG 2000', [4, 'jP  ']],
  ['DICOM', [128, 'DICM']],
];

/** By the major brand of an ISO media file, which follows a length and `ftyp` (ISO 14496-12). */
const FORMAT_OF_BRAND: ReadonlyMap<string, string> = new Map([
  ...['avif', 'avis'].map((brand) => [brand, 'AVIF'] as const),
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map(
    (brand) => [brand, 'HEIC'] as const,
  ),
]);

const LOOKED_AT_BYTES = 1024;

/** The name of a picture format that is not read here, by the file's first bytes; null for what is none of those known. */
export function recogniseForeign(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, LOOKED_AT_BYTES);
  const known = FORMATS.find(([, ...marks]) =>
    marks.every(([offset, text]) => head.startsWith(text, offset)),
  );
  if (known !== undefined) return known[0];
  if (head.startsWith('ftyp', 4)) return FORMAT_OF_BRAND.get(head.slice(8, 12)) ?? null;
  const isMarkup = /^(\xef\xbb\xbf)?\s*</.test(head);
  return isMarkup && /<svg[\s>]/i.test(head) ? 'SVG' : null;
}
