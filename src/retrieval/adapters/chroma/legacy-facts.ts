import { z } from 'zod';
import { FitzpatrickSkinType } from '../../../domain';
import { type ReferenceFacts } from '../../reference-index';

const fromJson = z.string().transform((text): unknown => JSON.parse(text));

/** What release 0.1 wrote beside a vector: one key of metadata for each fact. */
const legacySchema = z.object({
  caseId: z.string(),
  sourceId: z.string(),
  dataset: z.string(),
  patientId: z.string(),
  conditions: fromJson.pipe(z.array(z.object({ name: z.string(), weight: z.number() }))),
  fitzpatrickSkinType: z.enum(FitzpatrickSkinType).optional(),
  imageSha256: z.string().optional(),
  findingsVector: fromJson.pipe(z.array(z.number())).optional(),
  licence: z.string(),
});

/** Throws a ZodError on anything else. */
export function legacyFacts(metadata: unknown): ReferenceFacts {
  const stored = legacySchema.parse(metadata);
  return {
    ...stored,
    fitzpatrickSkinType: stored.fitzpatrickSkinType ?? null,
    bodySites: [],
    imageSha256: stored.imageSha256 ?? null,
    findingsVector: stored.findingsVector ?? null,
  };
}
