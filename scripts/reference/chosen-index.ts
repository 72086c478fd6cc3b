import { type IndexDescription, type IndexedModel, type IndexEngine } from '../../src/retrieval';
import { DEMO_SOURCE } from './demo/draw-demo-set';

/**
 * The index in use with this model that somebody chose, which the demonstration set must not push aside at a start; null
 * where nothing is in use, or the demonstration set itself.
 */
export async function findChosenIndex(
  index: Pick<IndexEngine, 'readActive'>,
  model: IndexedModel,
): Promise<IndexDescription | null> {
  const active = await index.readActive(model.space);
  return active === null || active.datasets.every(({ name }) => name === DEMO_SOURCE) ? null : active;
}
