import { type CaseRepository } from '../cases';
import {
  badInput,
  type CaseError,
  type ConditionTable,
  dependencyUnavailable,
  err,
  fuseSimilarCases,
  notFound,
  ok,
  type Result,
  type SimilarCase,
  type Viewer,
} from '../domain';
import { MAX_PAGE_SIZE } from '../graphql';
import { Action, authorise } from '../identity';
import { acceptsCase, type SimilarityFilter } from '../retrieval';
import { askReferences, type ReferenceDeps } from './ask-references';

export interface SearchDeps extends ReferenceDeps {
  readonly cases: Pick<CaseRepository, 'find'>;
  readonly conditions: ConditionTable;
}

export interface SimilarCaseSearch {
  /** Each case once, those first that both ways of searching rank high. */
  readonly cases: readonly SimilarCase[];
  /** False: the search came to its bound before it had found as many as were asked for. */
  readonly complete: boolean;
  /** False: the case has no usable picture that consent covers, and its findings alone were compared. */
  readonly comparedPicture: boolean;
  readonly indexName: string;
  readonly indexVersion: string;
}

/**
 * The labelled reference cases that resemble a case now, among those that fit the filter. Nothing is stored. Errors:
 * NOT_FOUND (a foreign or erased case), FORBIDDEN, BAD_USER_INPUT (`first`), DEPENDENCY_UNAVAILABLE.
 */
export async function searchSimilarCases(
  deps: SearchDeps,
  viewer: Viewer,
  caseId: string,
  { first, filter }: { readonly first: number; readonly filter: SimilarityFilter },
): Promise<Result<SimilarCaseSearch, CaseError>> {
  if (first < 1 || first > MAX_PAGE_SIZE) {
    return err(badInput('first', `Ask for 1 to ${MAX_PAGE_SIZE} at a time.`));
  }
  const held = await deps.cases.find(caseId);
  if (held?.vault == null) return err(notFound('case'));
  const { triageCase, vault } = held;
  const allowed = authorise(viewer, Action.SEARCH_SIMILAR_CASES, triageCase.facilityId);
  if (!allowed.ok) return allowed;
  const accepts = acceptsCase(filter, deps.conditions);
  const { found, picture, embeddingProblem } = await askReferences(deps, triageCase, vault, {
    topK: first,
    accepts,
  });
  if (embeddingProblem !== null) return err(dependencyUnavailable('the embedding model'));
  if (!found.ok) return err(dependencyUnavailable('the reference index'));
  const { byPicture, byFindings, isComplete, indexName, indexVersion } = found.value;
  return ok({
    cases: fuseSimilarCases(byPicture, byFindings).slice(0, first),
    complete: isComplete,
    comparedPicture: picture !== null,
    indexName,
    indexVersion,
  });
}
