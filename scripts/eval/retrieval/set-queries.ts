import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  findingsVector,
  type LoadDeps,
  type ReferenceCase,
  type ReferenceDataset,
  type SimilarityQuery,
} from '../../../src/retrieval';
import { NO_FINDINGS } from '../../../src/domain';

/** By what the neighbours of a case are looked for. */
export const Way = {
  PICTURE: 'picture alone',
  FINDINGS: 'findings alone',
  FUSED: 'both, fused',
} as const;
export type Way = (typeof Way)[keyof typeof Way];

/** One question to the retriever: a picture of the set, or the answers of a case, as if a patient came with it. */
export interface SetQuery {
  readonly way: Way;
  readonly referenceCase: ReferenceCase;
  readonly hasPicture: boolean;
  /** What is asked; null where it is two vectors. */
  readonly vector: Float32Array | null;
  readonly query: SimilarityQuery;
}

export type PictureTools = Pick<LoadDeps, 'embedder' | 'preparePicture'>;

/**
 * Every labelled case of the set: each of its pictures alone and with the answers, and its answers alone where there are
 * any. Records of the same patient, and of whoever owns an identical picture, are excluded.
 */
export async function setQueries(
  tools: PictureTools,
  dataset: ReferenceDataset,
  topK: number,
): Promise<SetQuery[]> {
  const queries: SetQuery[] = [];
  for await (const referenceCase of dataset.cases()) {
    if (referenceCase.conditions.length === 0) continue;
    const { findings, patient, patientId } = referenceCase;
    const pictures = await embedPictures(tools, referenceCase);
    const common = { referenceCase, hasPicture: pictures.length > 0 };
    const ask = { findings, patient, embedding: null, exclude: { sourcePatientId: patientId }, topK };
    const vector = findingsVector(findings, patient);
    if (vector !== null) queries.push({ ...common, way: Way.FINDINGS, vector, query: ask });
    for (const { embedding, sha256 } of pictures) {
      const both = { ...ask, embedding, exclude: { ...ask.exclude, imageSha256: sha256 } };
      const alone = { ...both, findings: NO_FINDINGS, patient: null };
      queries.push({ ...common, way: Way.PICTURE, vector: embedding, query: alone });
      queries.push({ ...common, way: Way.FUSED, vector: null, query: both });
    }
  }
  return queries;
}

async function embedPictures(
  tools: PictureTools,
  { pictures }: ReferenceCase,
): Promise<{ embedding: Float32Array; sha256: string }[]> {
  const embedded = [];
  for (const { path } of pictures) {
    const prepared = path === null ? null : await tools.preparePicture(await readFile(path), basename(path));
    if (!prepared?.ok) continue;
    const [embedding] = await tools.embedder.embed([prepared.value.bytes]);
    if (embedding !== undefined) embedded.push({ embedding, sha256: prepared.value.sha256 });
  }
  return embedded;
}
