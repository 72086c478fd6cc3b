import { type Clock } from '../time';
import { type AddDeps, addSets, type Fillings } from './add-sets';
import { type QualityReport } from './data-quality';
import { openFilling } from './fill-collection';
import { type IndexEngine } from './index-catalogue';
import { planIndex, type IndexDescription, type IndexedModel, type IndexPlan } from './index-description';
import { measureFindingsFloor, measurePictureFloor } from './measure-floor';
import { type ReferenceDataset } from './reference-case';
import { type SkipReason } from './reference-records';

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

export interface LoadDeps extends AddDeps {
  readonly index: IndexEngine;
  readonly clock: Clock;
  readonly embedder: AddDeps['embedder'] & { readonly model: IndexedModel };
}

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
