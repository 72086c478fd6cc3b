import { type ConditionTable, ok, type Result } from '../domain';
import { type Clock } from '../time';
import { createQualityTally, type QualityReport, type QualityTally } from './data-quality';
import { eachAtOnce, inBatches } from './each-at-once';
import { openFilling, type Filling } from './fill-collection';
import { type IndexEngine } from './index-catalogue';
import { planIndex, type IndexDescription, type IndexedModel, type IndexPlan } from './index-description';
import { measureFindingsFloor, measurePictureFloor } from './measure-floor';
import { type ReferenceCase, type ReferenceDataset } from './reference-case';
import {
  draftFindings,
  draftPictures,
  findingsRecord,
  pictureRecords,
  SkipReason,
  type PictureDraft,
  type PictureTools,
} from './reference-records';

export interface LoadReport {
  readonly description: IndexDescription;
  /** True if this very index was there already and nothing was read. */
  readonly alreadyLoaded: boolean;
  readonly casesRead: number;
  readonly picturesAdded: number;
  readonly findingsAdded: number;
  /** Found in the index from an earlier run that did not end. */
  readonly alreadyPresent: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Of each set that was read. */
  readonly quality: readonly QualityReport[];
}

export interface LoadProgress {
  readonly casesRead: number;
  readonly caseCount: number;
}

export interface LoadDeps extends PictureTools {
  readonly index: IndexEngine;
  readonly clock: Clock;
  readonly conditions: ConditionTable;
  readonly embedder: PictureTools['embedder'] & { readonly model: IndexedModel };
  readonly onProgress?: (progress: LoadProgress) => void;
}

/** Cases per round. Some rounds at once: while one is written, another is embedded and a third is read. */
const CASES_PER_BATCH = 64;
const BATCHES_AT_ONCE = 3;
/** Pictures are large: so many of them, of each round, are in memory at once. */
const PICTURES_AT_ONCE = 32;

/**
 * Brings datasets into an index of their own, beside the one that is in use, and activates nothing. Ids come from the
 * datasets, and what is present is not done again: a build that was killed is taken up where it stopped, and a second one
 * changes nothing. Rejects if the engine fails, if two of the sets have one name, or if nothing of them can be used.
 */
export async function buildIndex(deps: LoadDeps, datasets: readonly ReferenceDataset[]): Promise<LoadReport> {
  const plan = planIndex(deps.embedder.model, datasets, deps.clock.now());
  const skipped = { NO_LABEL: 0, NO_FINDINGS: 0, PICTURE_NOT_IN_FOLDER: 0, PICTURE_UNUSABLE: 0 };
  const known = await findBuilt(deps.index, plan);
  if (known !== null) return { ...NOTHING_DONE, skipped, description: known, alreadyLoaded: true };

  await deps.index.enter({ plan, built: null });
  const pictures = await openFilling(deps, plan.picturesCollection);
  const findings = await openFilling(deps, plan.findingsCollection);
  const { casesRead, quality } = await addSets(deps, datasets, { pictures, findings }, (reason) => {
    skipped[reason] += 1;
  });
  await findings.finish();
  await pictures.finish();
  if (findings.added() + findings.present() + pictures.added() + pictures.present() === 0) {
    throw new Error(
      `There is nothing to compare a patient with: none of the ${casesRead} cases can be used.`,
    );
  }
  const description = await describe(deps, plan, { pictures, findings, quality });
  await deps.index.enter({ plan, built: description });
  return {
    description,
    alreadyLoaded: false,
    casesRead,
    picturesAdded: pictures.added(),
    findingsAdded: findings.added(),
    alreadyPresent: pictures.present() + findings.present(),
    skipped,
    quality,
  };
}

const NOTHING_DONE = { quality: [], casesRead: 0, picturesAdded: 0, findingsAdded: 0, alreadyPresent: 0 };

/** The planned index if it is there with all that its description says; null if there is something to build. */
async function findBuilt(index: IndexEngine, { id }: IndexPlan): Promise<IndexDescription | null> {
  const entry = (await index.entries()).find(({ plan }) => plan.id === id);
  return entry?.built != null && (await isWhole(index, entry.built)) ? entry.built : null;
}

/** A collection may have been taken away behind the catalogue's back. */
export async function isWhole(index: IndexEngine, description: IndexDescription): Promise<boolean> {
  const held = (collection: string): Promise<number> => index.count(collection).catch(() => -1);
  return (
    (await held(description.picturesCollection)) === description.pictureCount &&
    (await held(description.findingsCollection)) === description.findingsCount
  );
}

/** Throws if the dataset has two cases of one id: their records would overwrite each other. */
async function* eachOnce(dataset: ReferenceDataset): AsyncGenerator<ReferenceCase> {
  const seen = new Set<string>();
  for await (const referenceCase of dataset.cases()) {
    if (seen.has(referenceCase.sourceId)) {
      throw new Error(`${dataset.name} has two cases with the id ${referenceCase.sourceId}.`);
    }
    seen.add(referenceCase.sourceId);
    yield referenceCase;
  }
}

interface Fillings {
  readonly pictures: Filling;
  readonly findings: Filling;
}

/** One set after another. `leaveOut` is told of each thing that is not added. */
async function addSets(
  deps: LoadDeps,
  datasets: readonly ReferenceDataset[],
  fillings: Fillings,
  leaveOut: (reason: SkipReason) => void,
): Promise<Pick<LoadReport, 'casesRead' | 'quality'>> {
  const caseCount = datasets.reduce((sum, dataset) => sum + dataset.caseCount, 0);
  const quality: QualityReport[] = [];
  let casesRead = 0;
  for (const dataset of datasets) {
    const tally = createQualityTally(dataset, deps.conditions);
    const batches = inBatches(eachOnce(dataset), CASES_PER_BATCH);
    await eachAtOnce(batches, BATCHES_AT_ONCE, async (batch) => {
      await addCases(deps, dataset, batch, { ...fillings, tally }, leaveOut);
      casesRead += batch.length;
      deps.onProgress?.({ casesRead, caseCount });
    });
    quality.push(tally.report());
  }
  return { casesRead, quality };
}

/** Adds what of a batch is not there yet. `leaveOut` is told of each thing that is not added. */
async function addCases(
  deps: LoadDeps,
  dataset: ReferenceDataset,
  batch: readonly ReferenceCase[],
  { pictures, findings, tally }: Fillings & { readonly tally: QualityTally },
  leaveOut: (reason: SkipReason) => void,
): Promise<void> {
  const labelled: ReferenceCase[] = [];
  for (const referenceCase of batch) {
    tally.addCase(referenceCase);
    if (referenceCase.conditions.length > 0) labelled.push(referenceCase);
    else leaveOut(SkipReason.NO_LABEL);
  }
  const ofFindings = draftFindings(dataset, labelled);
  const ofPictures = draftPictures(dataset, labelled);
  for (const reason of [...ofFindings.skipped, ...ofPictures.skipped]) leaveOut(reason);

  await findings.fill(ofFindings.drafts, (drafts) => Promise.resolve(drafts.map(findingsRecord)));
  const onPrepared = (outcome: Result<string, string>, draft: PictureDraft): void => {
    tally.addPrepared(outcome, draft);
    if (!outcome.ok) leaveOut(SkipReason.PICTURE_UNUSABLE);
  };
  for await (const drafts of inBatches(ofPictures.drafts, PICTURES_AT_ONCE)) {
    await pictures.fill(
      drafts,
      (missing) => pictureRecords(deps, missing, onPrepared),
      // Prepared by an earlier run: the report must not depend on how often a build was killed.
      ({ imageSha256 }, draft) => onPrepared(ok(imageSha256 ?? ''), draft),
    );
  }
}

async function describe(
  deps: LoadDeps,
  plan: IndexPlan,
  { pictures, findings, quality }: Fillings & { readonly quality: readonly QualityReport[] },
): Promise<IndexDescription> {
  return {
    ...plan,
    pictureCount: await deps.index.count(plan.picturesCollection),
    findingsCount: await deps.index.count(plan.findingsCollection),
    picturesMalignantShare: pictures.malignantShare(),
    findingsMalignantShare: findings.malignantShare(),
    pictureFloor: await measurePictureFloor(deps.index, plan.picturesCollection),
    findingsFloor: await measureFindingsFloor(deps.index, plan.findingsCollection),
    quality: quality.map(({ summary }) => summary),
    picturesKept: deps.keepPicture !== undefined,
    builtAt: deps.clock.now().toISOString(),
    activatedAt: null,
  };
}
