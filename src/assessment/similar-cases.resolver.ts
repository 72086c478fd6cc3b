import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { TriageCaseType } from '../cases';
import { answer, requireViewer, type RequestContext, rowsToCount } from '../graphql';
import { type SearchDeps, searchSimilarCases } from './search-similar-cases';
import { SimilarCaseFilter, SimilarCaseSearchType, toFilter } from './similar-case-search.types';

const DEFAULT_COUNT = 10;
/** A picture is embedded and the index searched: as much work as a page of some hundred cases. */
const SEARCH_COMPLEXITY = 2000;

@Resolver(() => TriageCaseType)
export class SimilarCasesResolver {
  constructor(private readonly deps: SearchDeps) {}

  @FieldResolver(() => SimilarCaseSearchType, {
    description:
      'The reference cases that resemble this case now, by its picture and its findings; nothing is stored. For clinicians and partners of its facility. `first`: 1 to 100.',
    complexity: ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }) =>
      SEARCH_COMPLEXITY + rowsToCount(args.first ?? DEFAULT_COUNT) * childComplexity,
  })
  async similarCases(
    @Root() { id }: Pick<TriageCaseType, 'id'>,
    @Arg('filter', () => SimilarCaseFilter, { nullable: true }) filter: SimilarCaseFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_COUNT }) first: number | null,
    @Ctx() context: RequestContext,
  ): Promise<SimilarCaseSearchType> {
    const wanted = { first: first ?? DEFAULT_COUNT, filter: toFilter(filter) };
    return answer(await searchSimilarCases(this.deps, requireViewer(context), id, wanted));
  }
}
