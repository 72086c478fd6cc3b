import { type CaseImage, type PictureEvidence, type Result, type TriageCase, usableImages } from '../domain';
import { type CaseVault } from '../cases';
import { type Embedder } from '../embedding';
import { type AcceptsCase, type RetrievalUnavailable, type Retriever, type SimilarCases } from '../retrieval';
import { withinTime } from '../time';
import { bestPicture } from './best-picture';

export interface ReferenceDeps {
  readonly embedder: Embedder;
  readonly retriever: Retriever;
  /** The bytes of a case's picture, opened; null when they are gone. */
  readonly readPicture: (image: CaseImage, vault: CaseVault) => Promise<Buffer | null>;
  readonly embedTimeoutMs: number;
}

/** What the reference cases were asked with, and what they answered. */
export interface ReferenceAnswer {
  /** The picture that was to be compared; null: the case has none that may and can be. */
  readonly image: CaseImage | null;
  /** Null where there is no picture, or where it could not be embedded: `embeddingProblem` tells why. */
  readonly picture: PictureEvidence | null;
  /** For logs; holds nothing of the case. */
  readonly embeddingProblem: string | null;
  readonly found: Result<SimilarCases, RetrievalUnavailable>;
}

/**
 * Compares a case with the reference cases: by its best picture that consent still covers, and by its findings. Whoever owns
 * that very picture among them, and the patient by their number, is left out. Never rejects for an outage.
 */
export async function askReferences(
  deps: ReferenceDeps,
  triageCase: TriageCase,
  vault: CaseVault,
  wanted: { readonly topK: number; readonly accepts?: AcceptsCase },
): Promise<ReferenceAnswer> {
  const image = bestPicture(usableImages(triageCase));
  const { embedding, problem } = await embedPicture(deps, image, vault);
  const { externalId, ageYears, sexAtBirth } = triageCase.patient;
  const found = await deps.retriever.findSimilar({
    ...wanted,
    embedding,
    findings: triageCase.findings,
    patient: { ageYears, sexAtBirth },
    exclude: {
      ...(externalId !== null && { sourcePatientId: externalId }),
      ...(image !== null && { imageSha256: image.sha256 }),
    },
  });
  const picture = embedding && { embedding, modelSha256: deps.embedder.model.sha256 };
  return { image, picture, embeddingProblem: problem, found };
}

async function embedPicture(
  deps: ReferenceDeps,
  image: CaseImage | null,
  vault: CaseVault,
): Promise<{ readonly embedding: Float32Array | null; readonly problem: string | null }> {
  if (image === null) return { embedding: null, problem: null };
  try {
    const embedded = deps.readPicture(image, vault).then((bytes) => {
      if (bytes === null) throw new Error('the stored picture is gone');
      return deps.embedder.embed([bytes]);
    });
    const [embedding] = await withinTime(deps.embedTimeoutMs, embedded);
    return embedding === undefined
      ? { embedding: null, problem: 'the model gave nothing' }
      : { embedding, problem: null };
  } catch (error) {
    return { embedding: null, problem: error instanceof Error ? error.message : 'unknown error' };
  }
}
