import { ok, type ConditionTable, type Result } from '../domain';
import { createQualityTally, type QualityReport, type QualityTally } from './data-quality';
import { eachAtOnce, inBatches } from './each-at-once';
import { type Filling } from './fill-collection';
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

export interface LoadProgress {
  readonly casesRead: number;
  readonly caseCount: number;
}

export interface AddDeps extends PictureTools {
  readonly conditions: ConditionTable;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface Fillings {
  readonly pictures: Filling;
  readonly findings: Filling;
}

/** Cases per round. Some rounds at once: while one is written, another is embedded and a third is read. */
const CASES_PER_BATCH = 64;
const BATCHES_AT_ONCE = 3;
/** Pictures are large: so many of them, of each round, are in memory at once. */
const PICTURES_AT_ONCE = 32;

/**
 * Reads one set after another and adds what is not there yet. `leaveOut` is told of each thing that is not added. Rejects if the
 * engine fails, a picture is not the one that its set names, or a set has two cases of one id.
 */
export async function addSets(
  deps: AddDeps,
  datasets: readonly ReferenceDataset[],
  fillings: Fillings,
  leaveOut: (reason: SkipReason) => void,
): Promise<{ readonly casesRead: number; readonly quality: readonly QualityReport[] }> {
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
  deps: AddDeps,
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
