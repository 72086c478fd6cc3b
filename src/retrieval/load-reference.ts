import { buildIndex, isWhole, type LoadDeps, type LoadReport } from './build-index';
import { type IndexEngine } from './index-catalogue';
import { planIndex, type IndexDescription, type IndexedModel } from './index-description';
import { type ReferenceDataset } from './reference-case';
import { pointAt } from './switch-index';

/** Builds and activates in one: for the first start and for a set that replaces itself. Rejects as `buildIndex` does. */
export async function loadReference(
  deps: LoadDeps,
  datasets: readonly ReferenceDataset[],
): Promise<LoadReport> {
  const report = await buildIndex(deps, datasets);
  return { ...report, description: await pointAt(deps, report.description) };
}

/** The index in use with this model, if it was made from just these datasets and is whole; null if there is something to load. */
export async function findLoaded(
  index: IndexEngine,
  model: IndexedModel,
  ...datasets: readonly ReferenceDataset[]
): Promise<IndexDescription | null> {
  const active = await index.readActive(model.space);
  if (active === null || active.id !== planIndex(model, datasets, new Date(active.startedAt)).id) return null;
  return (await isWhole(index, active)) ? active : null;
}
