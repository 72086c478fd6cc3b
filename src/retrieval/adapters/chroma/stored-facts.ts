import { z } from 'zod';
import { BodySite, FitzpatrickSkinType } from '../../../domain';
import { type ReferenceFacts } from '../../reference-index';

const fromJson = z.string().transform((text): unknown => JSON.parse(text));

/** Chroma keeps only flat metadata: lists travel as JSON, an absent value is left out. */
const metadataSchema = z.object({
  caseId: z.string(),
  sourceId: z.string(),
  dataset: z.string(),
  patientId: z.string(),
  conditions: fromJson.pipe(z.array(z.object({ name: z.string(), weight: z.number() }))),
  fitzpatrickSkinType: z.enum(FitzpatrickSkinType).optional(),
  /** Absent in what was written before there was a filter by site. */
  bodySites: fromJson.pipe(z.array(z.enum(BodySite))).optional(),
  imageSha256: z.string().optional(),
  findingsVector: fromJson.pipe(z.array(z.number())).optional(),
  licence: z.string(),
});

export function toMetadata(facts: ReferenceFacts): Record<string, string> {
  const { conditions, fitzpatrickSkinType, bodySites, imageSha256, findingsVector, ...texts } = facts;
  return {
    ...texts,
    conditions: JSON.stringify(conditions),
    ...(fitzpatrickSkinType !== null && { fitzpatrickSkinType }),
    ...(bodySites.length > 0 && { bodySites: JSON.stringify(bodySites) }),
    ...(imageSha256 !== null && { imageSha256 }),
    ...(findingsVector !== null && { findingsVector: JSON.stringify(findingsVector) }),
  };
}

/** Throws a ZodError on metadata that `toMetadata` did not write. */
export function toFacts(metadata: unknown): ReferenceFacts {
  const stored = metadataSchema.parse(metadata);
  return {
    ...stored,
    fitzpatrickSkinType: stored.fitzpatrickSkinType ?? null,
    bodySites: stored.bodySites ?? [],
    imageSha256: stored.imageSha256 ?? null,
    findingsVector: stored.findingsVector ?? null,
  };
}
