import { z } from 'zod';
import { BodySite, FitzpatrickSkinType } from '../../../domain';
import { type ReferenceFacts } from '../../reference-index';

const factsSchema = z.object({
  caseId: z.string(),
  sourceId: z.string(),
  dataset: z.string(),
  patientId: z.string(),
  conditions: z.array(z.object({ name: z.string(), weight: z.number() })),
  fitzpatrickSkinType: z.enum(FitzpatrickSkinType).nullable(),
  bodySites: z.array(z.enum(BodySite)),
  imageSha256: z.string().nullable(),
  findingsVector: z.array(z.number()).nullable(),
  licence: z.string(),
});
const metadataSchema = z.object({ facts: z.string() });

/**
 * Chroma keeps each key of metadata as a row of its own, written and read one by one: the facts travel as one text, and
 * beside it only what is asked for by a filter.
 */
export function toMetadata(facts: ReferenceFacts): Record<string, string> {
  const { imageSha256 } = facts;
  return { facts: JSON.stringify(facts), ...(imageSha256 !== null && { imageSha256 }) };
}

/** Throws a ZodError on metadata that `toMetadata` did not write. */
export function toFacts(metadata: unknown): ReferenceFacts {
  return factsSchema.parse(JSON.parse(metadataSchema.parse(metadata).facts));
}
