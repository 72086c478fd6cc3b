import {
  type CaseImage,
  type Evidence,
  Limitation,
  type PictureEvidence,
  ShotType,
  type SimilarCase,
  type TriageCase,
  usableImages,
} from '../domain';
import { type CaseVault } from '../cases';
import { type Embedder } from '../embedding';
import { type Retriever } from '../retrieval';
import { withinTime } from '../time';

export interface EvidenceDeps {
  readonly embedder: Embedder;
  readonly retriever: Retriever;
  /** The bytes of a case's picture, opened; null when they are gone. */
  readonly readPicture: (image: CaseImage, vault: CaseVault) => Promise<Buffer | null>;
  readonly topK: number;
  readonly embedTimeoutMs: number;
  /** Called with what went wrong; carries nothing of the case. */
  readonly onFailure: (limitation: Limitation, detail: string) => void;
}

/** What the reference cases say, and what could not be asked of them. */
export interface GatheredEvidence extends Evidence {
  /** The patient's picture; null where there is none that could be embedded. */
  readonly picture: PictureEvidence | null;
  readonly indexName: string;
  readonly indexVersion: string;
  readonly limitations: readonly Limitation[];
}

/** No reference case as dissimilar as this says anything about the patient (cosine similarity of findings or pictures). */
const LEAST_SIMILARITY = 0.2;

/** Finds the labelled cases that resemble this one. Never throws for an outage: what failed is a limitation. */
export async function gatherEvidence(
  deps: EvidenceDeps,
  triageCase: TriageCase,
  vault: CaseVault,
): Promise<GatheredEvidence> {
  const image = bestPicture(usableImages(triageCase));
  const embedding = image === null ? null : await embedPicture(deps, image, vault);
  const limitations = pictureLimitations(triageCase, image, embedding);
  const picture = embedding === null ? null : { embedding, modelSha256: deps.embedder.model.sha256 };
  const found = await deps.retriever.findSimilar({
    embedding,
    findings: triageCase.findings,
    patient: { ageYears: triageCase.patient.ageYears, sexAtBirth: triageCase.patient.sexAtBirth },
    exclude: {
      ...(triageCase.patient.externalId !== null && { sourcePatientId: triageCase.patient.externalId }),
      ...(image !== null && { imageSha256: image.sha256 }),
    },
    topK: deps.topK,
  });
  if (!found.ok) {
    deps.onFailure(Limitation.RETRIEVAL_UNAVAILABLE, `${found.error.reason}: ${found.error.detail}`);
    const nothing = { byPicture: [], byFindings: [], indexName: 'unavailable', indexVersion: 'unavailable' };
    return { ...nothing, picture, limitations: [...limitations, Limitation.RETRIEVAL_UNAVAILABLE] };
  }
  const byPicture = found.value.byPicture.filter(isSimilar);
  const byFindings = found.value.byFindings.filter(isSimilar);
  const nothingSimilar = byPicture.length + byFindings.length === 0;
  return {
    ...found.value,
    picture,
    byPicture,
    byFindings,
    limitations: nothingSimilar ? [...limitations, Limitation.NOTHING_SIMILAR_KNOWN] : limitations,
  };
}

function isSimilar(neighbour: SimilarCase): boolean {
  return neighbour.similarity >= LEAST_SIMILARITY;
}

/** The picture to compare by: a close-up before others, then the sharpest; pictures of several distances do not average. */
function bestPicture(images: readonly CaseImage[]): CaseImage | null {
  const isCloseUp = (image: CaseImage): number => Number(image.shotType === ShotType.CLOSE_UP);
  const ranked = [...images].sort(
    (a, b) => isCloseUp(b) - isCloseUp(a) || b.quality.sharpness - a.quality.sharpness,
  );
  return ranked[0] ?? null;
}

function pictureLimitations(
  triageCase: TriageCase,
  image: CaseImage | null,
  embedding: Float32Array | null,
): Limitation[] {
  if (image !== null) return embedding === null ? [Limitation.EMBEDDING_UNAVAILABLE] : [];
  return [triageCase.images.length === 0 ? Limitation.IMAGE_MISSING : Limitation.IMAGE_UNUSABLE];
}

async function embedPicture(
  deps: EvidenceDeps,
  image: CaseImage,
  vault: CaseVault,
): Promise<Float32Array | null> {
  try {
    const embedded = deps.readPicture(image, vault).then((bytes) => {
      if (bytes === null) throw new Error('the stored picture is gone');
      return deps.embedder.embed([bytes]);
    });
    const [vector] = await withinTime(deps.embedTimeoutMs, embedded);
    return vector ?? null;
  } catch (error) {
    deps.onFailure(
      Limitation.EMBEDDING_UNAVAILABLE,
      error instanceof Error ? error.message : 'unknown error',
    );
    return null;
  }
}
