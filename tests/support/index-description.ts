import { type IndexDescription } from '../../src/retrieval';

/** A whole, empty index that nobody uses. */
export function indexDescription({
  id,
  vectorSpace = 'c'.repeat(64),
}: {
  readonly id: string;
  readonly vectorSpace?: string;
}): IndexDescription {
  return {
    id,
    name: 'test',
    version: 'd'.repeat(64),
    datasets: [{ name: 'test', version: 'd'.repeat(64), licence: 'CC BY 4.0', caseCount: 2 }],
    embeddingModel: { name: 'mean-colour', sha256: 'c'.repeat(64), space: vectorSpace, dimension: 4 },
    picturesCollection: `pictures-${id}`,
    findingsCollection: `findings-${id}`,
    startedAt: '2026-01-01T00:00:00.000Z',
    pictureCount: 0,
    findingsCount: 0,
    picturesMalignantShare: 0.25,
    findingsMalignantShare: 0,
    pictureFloor: 0.5,
    findingsFloor: 0.25,
    picturesKept: false,
    quality: [],
    builtAt: '2026-01-01T00:01:00.000Z',
    activatedAt: null,
  };
}
