import { type ConditionTable, type WeightedCondition } from '../domain';
import { type Clock } from '../time';
import { FINDINGS_ENCODING } from './findings-vector';
import { type ReferenceDataset } from './reference-case';
import {
  findingsCollectionName,
  picturesCollectionName,
  type IndexDescription,
  type ReferenceIndex,
  type ReferenceRecord,
} from './reference-index';
import {
  draftFindings,
  draftPictures,
  findingsRecord,
  pictureRecords,
  SkipReason,
  type Drafts,
  type PictureTools,
  type RecordDraft,
} from './reference-records';

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

export interface LoadDeps extends PictureTools {
  readonly index: ReferenceIndex;
  readonly clock: Clock;
  readonly conditions: ConditionTable;
  readonly embedder: PictureTools['embedder'] & { readonly model: { readonly sha256: string } };
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** Cases per round: bounds memory, and is what a run that was killed has to do again at most. */
const CASES_PER_BATCH = 64;

/**
 * Brings a dataset into the index and makes it the one in use. Ids come from the dataset, and what is present is not done
 * again: a run that was killed is taken up where it stopped, and a second run changes nothing. The index is activated only
 * when all of it is there. Rejects if the engine fails.
 */
export async function loadReference(deps: LoadDeps, dataset: ReferenceDataset): Promise<LoadReport> {
  const modelSha256 = deps.embedder.model.sha256;
  const skipped = { NO_LABEL: 0, NO_FINDINGS: 0, PICTURE_NOT_IN_FOLDER: 0, PICTURE_UNUSABLE: 0 };
  const loaded = await findLoaded(deps.index, modelSha256, dataset);
  if (loaded !== null) return { ...NOTHING_DONE, skipped, description: loaded, alreadyLoaded: true };

  const names = collectionsFor(modelSha256, dataset);
  const pictures = await openShelf(deps, names.pictures);
  const findings = await openShelf(deps, names.findings);
  let casesRead = 0;
  for await (const batch of inBatches(dataset.cases(), CASES_PER_BATCH)) {
    const labelled = batch.filter((referenceCase) => referenceCase.conditions.length > 0);
    skipped.NO_LABEL += batch.length - labelled.length;
    const skips = [
      ...(await findings.fill(draftFindings(dataset, labelled), (drafts) => drafts.map(findingsRecord))),
      ...(await pictures.fill(draftPictures(dataset, labelled), (drafts) => pictureRecords(deps, drafts))),
    ];
    for (const reason of skips) skipped[reason] += 1;
    casesRead += batch.length;
    deps.onProgress?.({ casesRead, caseCount: dataset.caseCount });
  }

  const description: IndexDescription = {
    name: dataset.name,
    version: dataset.version,
    modelSha256,
    picturesCollection: names.pictures,
    findingsCollection: names.findings,
    pictureCount: await deps.index.count(names.pictures),
    findingsCount: await deps.index.count(names.findings),
    picturesMalignantShare: pictures.malignantShare(),
    findingsMalignantShare: findings.malignantShare(),
    loadedAt: deps.clock.now().toISOString(),
  };
  await deps.index.activate(description);
  return {
    description,
    alreadyLoaded: false,
    casesRead,
    picturesAdded: pictures.added(),
    findingsAdded: findings.added(),
    alreadyPresent: pictures.present() + findings.present(),
    skipped,
  };
}

const NOTHING_DONE = { casesRead: 0, picturesAdded: 0, findingsAdded: 0, alreadyPresent: 0 };

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

/** One collection while it is being filled, with what was counted on the way. */
interface Shelf {
  /** Adds what is not there yet; gives back why the rest was left out. */
  fill<D extends RecordDraft>(
    batch: Drafts<D>,
    toRecords: (drafts: readonly D[]) => readonly ReferenceRecord[] | Promise<readonly ReferenceRecord[]>,
  ): Promise<readonly SkipReason[]>;
  added(): number;
  present(): number;
  malignantShare(): number;
}

async function openShelf(deps: LoadDeps, collection: string): Promise<Shelf> {
  await deps.index.prepare(collection);
  let addedCount = 0;
  let presentCount = 0;
  const weights = { all: 0, malignant: 0 };
  const weigh = (conditions: readonly WeightedCondition[]): void => {
    for (const { name, weight } of conditions) {
      weights.all += weight;
      if (deps.conditions.find(name).malignantOrPremalignant) weights.malignant += weight;
    }
  };
  return {
    async fill({ drafts, skipped }, toRecords) {
      const ids = drafts.map((draft) => draft.id);
      const present = await deps.index.presentIds(collection, ids);
      const missing = drafts.filter((draft) => !present.has(draft.id));
      const records = await toRecords(missing);
      await deps.index.upsert(collection, records);
      for (const draft of drafts) if (present.has(draft.id)) weigh(draft.facts.conditions);
      for (const record of records) weigh(record.facts.conditions);
      presentCount += present.size;
      addedCount += records.length;
      const unusable = Array.from(
        { length: missing.length - records.length },
        () => SkipReason.PICTURE_UNUSABLE,
      );
      return [...skipped, ...unusable];
    },
    added: () => addedCount,
    present: () => presentCount,
    malignantShare: () => (weights.all === 0 ? 0 : weights.malignant / weights.all),
  };
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
