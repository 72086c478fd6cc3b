import { z } from 'zod';
import { type IndexPointer } from '../../index-catalogue';
import { FLOOR_OF_OLD_INDEXES } from '../../measure-floor';

/** What release 0.1 wrote: one flat record, of one set, before there were catalogue, floors and rollback. */
const legacySchema = z.object({
  name: z.string(),
  version: z.string(),
  modelSha256: z.string(),
  picturesCollection: z.string(),
  findingsCollection: z.string(),
  pictureCount: z.number(),
  findingsCount: z.number(),
  picturesMalignantShare: z.number(),
  findingsMalignantShare: z.number(),
  loadedAt: z.string(),
});

/** Such an index goes on being used until another one is activated; null if the record is of today's form. */
export function legacyPointer(stored: unknown): IndexPointer | null {
  const parsed = legacySchema.safeParse(stored);
  if (!parsed.success) return null;
  const { modelSha256, loadedAt, ...kept } = parsed.data;
  return {
    modelSha256,
    previousId: null,
    active: {
      ...kept,
      id: `${kept.name}-${kept.version.slice(0, 8)}`,
      datasets: [{ name: kept.name, version: kept.version, licence: '', caseCount: kept.findingsCount }],
      embeddingModel: { name: '', sha256: modelSha256, dimension: 0 },
      pictureFloor: FLOOR_OF_OLD_INDEXES,
      findingsFloor: FLOOR_OF_OLD_INDEXES,
      picturesKept: false,
      quality: [],
      startedAt: loadedAt,
      builtAt: loadedAt,
      activatedAt: loadedAt,
    },
  };
}
