import { readFile } from 'node:fs/promises';
import { type Result } from '../domain';
import { FINDINGS_ENCODING, findingsVector } from './findings-vector';
import { type ReferenceCase, type ReferenceDataset, type ReferencePicture } from './reference-case';
import {
  findingsCollectionName,
  picturesCollectionName,
  type IndexDescription,
  type ReferenceFacts,
  type ReferenceIndex,
  type ReferenceRecord,
} from './reference-index';

/** Why something of the dataset is not in the index. */
export const SkipReason = {
  NO_LABEL: 'NO_LABEL',
  NO_FINDINGS: 'NO_FINDINGS',
  PICTURE_NOT_IN_FOLDER: 'PICTURE_NOT_IN_FOLDER',
  PICTURE_UNUSABLE: 'PICTURE_UNUSABLE',
} as const;
export type SkipReason = (typeof SkipReason)[keyof typeof SkipReason];

export interface LoadReport {
  readonly description: IndexDescription;
  /** True if this very index was in use already and nothing was read. */
  readonly alreadyLoaded: boolean;
  readonly casesRead: number;
  readonly picturesAdded: number;
  readonly findingsAdded: number;
  /** Found in the index from an earlier run that did not end. */
  readonly alreadyPresent: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
}

export interface LoadProgress {
  readonly casesRead: number;
  readonly caseCount: number;
}

export interface LoadDeps {
  readonly index: ReferenceIndex;
  readonly clock: { now(): Date };
  /** The same model that will be asked at query time. */
  readonly embedder: {
    readonly model: { readonly sha256: string };
    embed(pictures: readonly Buffer[]): Promise<Float32Array[]>;
  };
  /** The same preparation that patients' pictures go through: equal pictures then have equal vectors and digests. */
  readonly preparePicture: (bytes: Buffer) => Promise<Result<PreparedReferencePicture, unknown>>;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface PreparedReferencePicture {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Cases per round: bounds memory, and is what a run that was killed has to do again at most. */
const CASES_PER_BATCH = 64;

/**
 * Brings a dataset into the index and makes it the one in use. Ids come from the dataset, and what is present is not done
 * again: a run that was killed is taken up where it stopped, and a second run changes nothing. The index is activated only
 * when all of it is there. Rejects if the engine fails.
 */
export async function loadReference(deps: LoadDeps, dataset: ReferenceDataset): Promise<LoadReport> {
  const tally = emptyTally();
  const modelSha256 = deps.embedder.model.sha256;
  const loaded = await findLoaded(deps.index, modelSha256, dataset);
  if (loaded !== null) return { ...tally, description: loaded, alreadyLoaded: true };
  const collections = collectionsFor(modelSha256, dataset);
  await deps.index.prepare(collections.pictures);
  await deps.index.prepare(collections.findings);
  for await (const batch of inBatches(dataset.cases(), CASES_PER_BATCH)) {
    const labelled = batch.filter((referenceCase) => referenceCase.conditions.length > 0);
    tally.skipped.NO_LABEL += batch.length - labelled.length;
    await loadFindings(deps, dataset, collections.findings, labelled, tally);
    await loadPictures(deps, dataset, collections.pictures, labelled, tally);
    tally.casesRead += batch.length;
    deps.onProgress?.({ casesRead: tally.casesRead, caseCount: dataset.caseCount });
  }
  const description: IndexDescription = {
    name: dataset.name,
    version: dataset.version,
    modelSha256,
    picturesCollection: collections.pictures,
    findingsCollection: collections.findings,
    pictureCount: await deps.index.count(collections.pictures),
    findingsCount: await deps.index.count(collections.findings),
    loadedAt: deps.clock.now().toISOString(),
  };
  await deps.index.activate(description);
  return { ...tally, description, alreadyLoaded: false };
}

/** The index in use with this model, if it was made from just this dataset; null if there is something to load. */
export async function findLoaded(
  index: ReferenceIndex,
  modelSha256: string,
  dataset: ReferenceDataset,
): Promise<IndexDescription | null> {
  const active = await index.readActive(modelSha256);
  const wanted = collectionsFor(modelSha256, dataset);
  return active?.picturesCollection === wanted.pictures && active.findingsCollection === wanted.findings
    ? active
    : null;
}

function collectionsFor(
  modelSha256: string,
  dataset: ReferenceDataset,
): { readonly pictures: string; readonly findings: string } {
  return {
    pictures: picturesCollectionName(modelSha256, dataset.name, dataset.version),
    findings: findingsCollectionName(FINDINGS_ENCODING, dataset.name, dataset.version),
  };
}

interface Tally {
  casesRead: number;
  picturesAdded: number;
  findingsAdded: number;
  alreadyPresent: number;
  skipped: Record<SkipReason, number>;
}

function emptyTally(): Tally {
  return {
    casesRead: 0,
    picturesAdded: 0,
    findingsAdded: 0,
    alreadyPresent: 0,
    skipped: { NO_LABEL: 0, NO_FINDINGS: 0, PICTURE_NOT_IN_FOLDER: 0, PICTURE_UNUSABLE: 0 },
  };
}

async function loadFindings(
  deps: LoadDeps,
  dataset: ReferenceDataset,
  collection: string,
  cases: readonly ReferenceCase[],
  tally: Tally,
): Promise<void> {
  const records: ReferenceRecord[] = [];
  for (const referenceCase of cases) {
    const vector = findingsVector(referenceCase.findings, referenceCase.patient);
    if (vector === null) tally.skipped.NO_FINDINGS += 1;
    else {
      const facts = factsOf(dataset, referenceCase, referenceCase.sourceId, null);
      records.push({ id: idOf(facts), vector, facts });
    }
  }
  const present = await deps.index.presentIds(
    collection,
    records.map((record) => record.id),
  );
  const missing = records.filter((record) => !present.has(record.id));
  await deps.index.upsert(collection, missing);
  tally.findingsAdded += missing.length;
  tally.alreadyPresent += present.size;
}

async function loadPictures(
  deps: LoadDeps,
  dataset: ReferenceDataset,
  collection: string,
  cases: readonly ReferenceCase[],
  tally: Tally,
): Promise<void> {
  const wanted = cases.flatMap((referenceCase) =>
    referenceCase.pictures.map((picture) => ({ referenceCase, picture })),
  );
  const ids = wanted.map(({ picture }) => `${dataset.name}:${picture.pictureId}`);
  const present = await deps.index.presentIds(collection, ids);
  tally.alreadyPresent += present.size;
  const readable: { bytes: Buffer; facts: ReferenceFacts }[] = [];
  for (const { referenceCase, picture } of wanted) {
    if (present.has(`${dataset.name}:${picture.pictureId}`)) continue;
    const prepared = await prepare(deps, picture);
    if (typeof prepared === 'string') tally.skipped[prepared] += 1;
    else {
      const facts = factsOf(dataset, referenceCase, picture.pictureId, prepared.sha256);
      readable.push({ bytes: prepared.bytes, facts });
    }
  }
  const vectors = await deps.embedder.embed(readable.map((picture) => picture.bytes));
  const records = readable.flatMap(({ facts }, place): ReferenceRecord[] => {
    const vector = vectors[place];
    return vector === undefined ? [] : [{ id: idOf(facts), vector, facts }];
  });
  await deps.index.upsert(collection, records);
  tally.picturesAdded += records.length;
}

async function prepare(
  deps: LoadDeps,
  picture: ReferencePicture,
): Promise<PreparedReferencePicture | SkipReason> {
  if (picture.path === null) return SkipReason.PICTURE_NOT_IN_FOLDER;
  const prepared = await deps.preparePicture(await readFile(picture.path));
  return prepared.ok ? prepared.value : SkipReason.PICTURE_UNUSABLE;
}

function factsOf(
  dataset: ReferenceDataset,
  referenceCase: ReferenceCase,
  sourceId: string,
  imageSha256: string | null,
): ReferenceFacts {
  return {
    caseId: referenceCase.caseId,
    sourceId,
    dataset: dataset.name,
    patientId: referenceCase.patientId,
    conditions: referenceCase.conditions,
    fitzpatrickSkinType: referenceCase.fitzpatrickSkinType,
    imageSha256,
    licence: dataset.licence,
  };
}

function idOf(facts: ReferenceFacts): string {
  return `${facts.dataset}:${facts.sourceId}`;
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
