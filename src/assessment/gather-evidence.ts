import { type Evidence, Limitation, type PictureEvidence, type TriageCase } from '../domain';
import { type CaseVault } from '../cases';
import { type OfEachKind } from '../retrieval';
import { askReferences, type ReferenceAnswer, type ReferenceDeps } from './ask-references';

export interface EvidenceDeps extends ReferenceDeps {
  readonly topK: number;
  /** Called with what went wrong; carries nothing of the case. */
  readonly onFailure: (limitation: Limitation, detail: string) => void;
}

/** What the reference cases say, and what could not be asked of them. */
export interface GatheredEvidence extends Evidence {
  /** The patient's picture; null where there is none that could be embedded. */
  readonly picture: PictureEvidence | null;
  /** How alike the nearest must be for any of a kind to count; null where they could not be asked. */
  readonly floors: OfEachKind<number> | null;
  readonly indexName: string;
  readonly indexVersion: string;
  readonly limitations: readonly Limitation[];
}

/** Finds the labelled cases that resemble this one. Never throws for an outage: what failed is a limitation. */
export async function gatherEvidence(
  deps: EvidenceDeps,
  triageCase: TriageCase,
  vault: CaseVault,
): Promise<GatheredEvidence> {
  const answer = await askReferences(deps, triageCase, vault, { topK: deps.topK });
  const { picture, embeddingProblem, found } = answer;
  if (embeddingProblem !== null) deps.onFailure(Limitation.EMBEDDING_UNAVAILABLE, embeddingProblem);
  const limitations = pictureLimitations(triageCase, answer);
  if (!found.ok) {
    deps.onFailure(Limitation.RETRIEVAL_UNAVAILABLE, `${found.error.reason}: ${found.error.detail}`);
    return { ...NOTHING, picture, limitations: [...limitations, Limitation.RETRIEVAL_UNAVAILABLE] };
  }
  const { byPicture, byFindings } = found.value;
  // A picture that is like none of the reference pictures is a limitation even where the answers found somebody.
  const isNothingSimilar = byPicture.length === 0 && (picture !== null || byFindings.length === 0);
  return {
    ...found.value,
    picture,
    limitations: isNothingSimilar ? [...limitations, Limitation.NOTHING_SIMILAR_KNOWN] : limitations,
  };
}

const NOTHING = {
  byPicture: [],
  byFindings: [],
  floors: null,
  indexName: 'unavailable',
  indexVersion: 'unavailable',
} as const;

function pictureLimitations({ images }: TriageCase, { image, picture }: ReferenceAnswer): Limitation[] {
  if (image !== null) return picture === null ? [Limitation.EMBEDDING_UNAVAILABLE] : [];
  return [images.length === 0 ? Limitation.IMAGE_MISSING : Limitation.IMAGE_UNUSABLE];
}
