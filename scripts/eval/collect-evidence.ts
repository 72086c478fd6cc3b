import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type PictureEvidence } from '../../src/domain';
import {
  createMemoryIndex,
  createRetriever,
  loadReference,
  type LoadDeps,
  type ReferenceCase,
  type ReferenceDataset,
  type SimilarCases,
} from '../../src/retrieval';
import { systemClock } from '../../src/time';

/** One reference case asked as if it were a patient's, with what the rest of the set says about it. */
export interface AskedCase {
  readonly referenceCase: ReferenceCase;
  readonly hasPicture: boolean;
  readonly picture: PictureEvidence | null;
  /** Of the picture that was asked with. */
  readonly picturePath: string | null;
  /** Neighbours of other patients only. */
  readonly evidence: SimilarCases;
}

export interface CollectDeps extends Pick<LoadDeps, 'embedder' | 'preparePicture' | 'conditions'> {
  readonly topK: number;
  readonly onProgress?: LoadDeps['onProgress'];
}

/** Generous: an exact search must not be cut short on a busy machine. */
const TIMEOUT_MS = 60_000;

/**
 * Loads the reference set into an exact index in memory and asks for every labelled case of `asking` (by default of the
 * same set), through the same retriever that the API uses. Every picture of the same patient, and of whoever owns a picture identical to it, is excluded.
 */
export async function collectEvidence(
  deps: CollectDeps,
  reference: ReferenceDataset,
  asking: ReferenceDataset = reference,
): Promise<AskedCase[]> {
  const index = createMemoryIndex();
  const onProgress = deps.onProgress ?? (() => undefined);
  await loadReference({ ...deps, onProgress, index, clock: systemClock }, [reference]);
  const retriever = createRetriever({
    index,
    clock: systemClock,
    vectorSpace: deps.embedder.model.space,
    timeoutMs: TIMEOUT_MS,
  });
  const asked: AskedCase[] = [];
  for await (const referenceCase of asking.cases()) {
    if (referenceCase.conditions.length === 0) continue;
    const picture = await embedFirstPicture(deps, referenceCase);
    const found = await retriever.findSimilar({
      embedding: picture?.embedding ?? null,
      findings: referenceCase.findings,
      patient: referenceCase.patient,
      exclude: {
        sourcePatientId: referenceCase.patientId,
        ...(picture === null ? {} : { imageSha256: picture.sha256 }),
      },
      topK: deps.topK,
    });
    if (!found.ok) throw new Error(`The index failed: ${found.error.reason}`);
    asked.push({
      referenceCase,
      hasPicture: picture !== null,
      picture:
        picture === null ? null : { embedding: picture.embedding, modelSha256: deps.embedder.model.sha256 },
      picturePath: picture?.path ?? null,
      evidence: found.value,
    });
  }
  return asked;
}

async function embedFirstPicture(
  deps: CollectDeps,
  referenceCase: ReferenceCase,
): Promise<{ path: string; embedding: Float32Array; sha256: string } | null> {
  const path = referenceCase.pictures.find((picture) => picture.path !== null)?.path ?? null;
  if (path === null) return null;
  const prepared = await deps.preparePicture(await readFile(path), basename(path));
  if (!prepared.ok) return null;
  const [embedding] = await deps.embedder.embed([prepared.value.bytes]);
  return embedding === undefined ? null : { path, embedding, sha256: prepared.value.sha256 };
}

/** Splits patients in two halves that no later run changes: by a digest of the patient's id. */
export function inTuningHalf(patientId: string): boolean {
  return (createHash('sha256').update(`tuning:${patientId}`).digest()[0] ?? 0) < 128;
}
