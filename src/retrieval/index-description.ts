import { createHash } from 'node:crypto';
import { z } from 'zod';
import { qualitySummarySchema } from './data-quality';
import { FINDINGS_ENCODING } from './findings-vector';

const datasetSchema = z.object({
  /** For example `scin`. */
  name: z.string(),
  /** Digest of its tables' and pictures' bytes. */
  version: z.string(),
  licence: z.string(),
  caseCount: z.number(),
});

const modelSchema = z.object({
  name: z.string(),
  /** Of its file. */
  sha256: z.string(),
  /** Digest of the model and of how pictures are prepared for it: vectors of two spaces are never compared. */
  space: z.string(),
  dimension: z.number(),
});

const planSchema = z.object({
  /** What people type, for example `pad-ufes-20-3f9c1a2b`: the sets, and a digest of contents, model and encoding. */
  id: z.string(),
  /** The sets alone; shown in provenance, for example `pad-ufes-20+scin`. */
  name: z.string(),
  /** Digest of the sets' contents. */
  version: z.string(),
  datasets: z.array(datasetSchema),
  embeddingModel: modelSchema,
  picturesCollection: z.string(),
  findingsCollection: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
});

const descriptionSchema = planSchema.extend({
  pictureCount: z.number(),
  findingsCount: z.number(),
  /** Of each collection's labels, how much is malignant or premalignant by the condition table: 0 to 1. */
  picturesMalignantShare: z.number(),
  findingsMalignantShare: z.number(),
  /** Cosine that the nearest of each kind must reach for any of that kind to count: see measure-floor.ts. */
  pictureFloor: z.number(),
  findingsFloor: z.number(),
  /** Whether the pictures themselves were kept, to be shown beside a patient's. */
  picturesKept: z.boolean(),
  /** One per set. */
  quality: z.array(qualitySummarySchema),
  /** ISO 8601. */
  builtAt: z.string(),
  /** ISO 8601; null while it is in no use. */
  activatedAt: z.string().nullable(),
});

export type IndexedDataset = Readonly<z.infer<typeof datasetSchema>>;
export type IndexedModel = Readonly<z.infer<typeof modelSchema>>;
/** What an index is to hold: known before the first record is written. */
export type IndexPlan = Readonly<z.infer<typeof planSchema>>;
/** A whole index: one collection of pictures and one of findings, of one model and one choice of contents. */
export type IndexDescription = Readonly<z.infer<typeof descriptionSchema>>;

/** Reads what `JSON.stringify` of a description or a plan wrote. Throws a ZodError on anything else. */
export function parseDescription(json: string): IndexDescription {
  return descriptionSchema.parse(JSON.parse(json));
}

/** As `parseDescription`, for an index that is not whole yet. */
export function parsePlan(json: string): IndexPlan {
  return planSchema.parse(JSON.parse(json));
}

/** Chroma takes letters, digits, dots, dashes and underscores in a collection's name. */
const LONGEST_NAMES = 60;
const ID_DIGITS = 8;

/**
 * The plan of the index that these sets make under this model. The same contents, model and encoding of findings always
 * have the same id, in whatever order the sets are named; if one of them changes, so does the id. Throws if two of the sets
 * have one name: their records would overwrite each other.
 */
export function planIndex(
  model: IndexedModel,
  datasets: readonly IndexedDataset[],
  startedAt: Date,
): IndexPlan {
  const sorted = datasets
    .map(({ name, version, licence, caseCount }) => ({ name, version, licence, caseCount }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = sorted.map((dataset) => dataset.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Error(`Two of the folders hold a set called ${twice}.`);
  const version = versionOf(sorted);
  const digest = digestOf([version, model.space, FINDINGS_ENCODING]);
  const id = `${names.join('_').slice(0, LONGEST_NAMES)}-${digest.slice(0, ID_DIGITS)}`;
  return {
    id,
    name: names.join('+'),
    version,
    datasets: sorted,
    embeddingModel: modelSchema.parse(model),
    picturesCollection: `pictures-${id}`,
    findingsCollection: `findings-${id}`,
    startedAt: startedAt.toISOString(),
  };
}

function versionOf(datasets: readonly IndexedDataset[]): string {
  const [only, second] = datasets;
  if (only !== undefined && second === undefined) return only.version;
  return digestOf(datasets.flatMap(({ name, version }) => [name, version]));
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
