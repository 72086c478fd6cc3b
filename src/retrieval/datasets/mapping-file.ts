import { readFile } from 'node:fs/promises';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { BodySite, FitzpatrickSkinType, SexAtBirth } from '../../domain';
import { ENCODED_SIGNS, TEXTURE_SIGNS } from '../scin-codes';
import { DatasetError } from './dataset-error';

/** The signs that have a place in a findings vector; others would be read and lost. */
const SIGN_CODES: readonly string[] = [...ENCODED_SIGNS.flat(), ...Object.values(TEXTURE_SIGNS)];

const text = z.string().trim().min(1);
/** A bare name or a path below the mapping file's folder: a mapping must not point anywhere else. */
const pathInside = text.regex(/^(?!.*(?:^|\/)\.\.(?:\/|$))[^/\\][^\\]*$/, {
  error: 'a path inside the folder of the mapping file',
});
const oneOrMore = z.union([text.transform((column) => [column]), z.array(text).min(1)]);
const signCode = z.enum(SIGN_CODES);

const mappingSchema = z.strictObject({
  /** Part of the index's name. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'lower-case letters, digits and dashes' }),
  licence: text,
  /** Who made it and where it is, as the licence wants them named. */
  attribution: text,
  table: pathInside,
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  /** The folder of the pictures, where there are any. */
  pictures: pathInside.optional(),
  columns: z.strictObject({
    caseId: text,
    /** Left out, every case is its own patient. */
    patientId: text.optional(),
    pictures: oneOrMore.default([]),
    labels: oneOrMore,
    skinType: text.optional(),
    ageYears: text.optional(),
    sex: text.optional(),
    sites: oneOrMore.default([]),
    /** Sign code to column. */
    signs: z.partialRecord(signCode, text).default({}),
  }),
  /** What a cell says, in the words of the condition table; a cell that is not listed is taken as it stands. */
  labels: z.record(z.string(), text).default({}),
  skinTypes: z.record(z.string(), z.enum(FitzpatrickSkinType)).default({}),
  sexes: z.record(z.string(), z.enum(SexAtBirth)).default({}),
  sites: z.record(z.string(), z.enum(BodySite)).default({}),
  /** Cells of sign columns; any other cell says nothing. */
  present: z.array(z.string()).default(['True', 'true', 'yes', '1']),
  absent: z.array(z.string()).default(['False', 'false', 'no', '0']),
});

/** Which column of a table is what, and what its cells mean. */
export type DatasetMapping = Readonly<z.infer<typeof mappingSchema>>;

/** Throws a DatasetError that names the line and the key of every problem. */
export async function loadMapping(path: string): Promise<DatasetMapping> {
  const yaml = await readFile(path, 'utf8').catch(() => {
    throw new DatasetError(`The mapping ${path} cannot be read.`);
  });
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: true });
  const [broken] = document.errors;
  if (broken !== undefined) throw new DatasetError(`${path}: ${broken.message}`);
  const parsed = mappingSchema.safeParse(valueOf(document, path));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: key, message }) => {
    const place = lines.linePos(offsetOf(document, key));
    return `line ${place.line}, ${key.join('.') || 'the file'}: ${message}`;
  });
  throw new DatasetError(`The mapping ${path} is not valid:\n${problems.join('\n')}`);
}

/** Throws a DatasetError where a few lines of aliases stand for more than any memory holds. */
function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new DatasetError(`${path}: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
}

/** Where the key stands, or the nearest thing around it if it is missing. */
function offsetOf(document: Document, key: readonly PropertyKey[]): number {
  for (let depth = key.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(key.slice(0, depth), true);
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
