import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { answer, CursorScalar, requireViewer, type RequestContext } from '../graphql';
import { CaseConnection, CaseFilter, CaseOrder } from './case-list.types';
import { type CaseReading } from './read/case-reading';
import { countCases } from './read/count-cases';
import { findCaseById, findCaseByNumber } from './read/find-case';
import { listCases } from './read/list-cases';
import { TriageCaseType } from './triage-case.types';

const DEFAULT_PAGE_SIZE = 20;

@Resolver(() => CaseConnection)
export class CaseQueryResolver {
  constructor(private readonly reading: CaseReading) {}

  @Query(() => TriageCaseType, { name: 'case', nullable: true })
  async caseById(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<TriageCaseType> {
    return answer(await findCaseById(this.reading, requireViewer(context), id));
  }

  @Query(() => TriageCaseType, { nullable: true })
  async caseByNumber(@Arg('number') number: string, @Ctx() context: RequestContext): Promise<TriageCaseType> {
    return answer(await findCaseByNumber(this.reading, requireViewer(context), number));
  }

  @Query(() => CaseConnection)
  async cases(
    @Arg('filter', () => CaseFilter, { nullable: true }) filter: CaseFilter | null,
    @Arg('orderBy', () => CaseOrder, { nullable: true, defaultValue: CaseOrder.URGENCY })
    orderBy: CaseOrder | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_PAGE_SIZE }) first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<CaseConnection> {
    const request = {
      filter,
      orderBy: orderBy ?? CaseOrder.URGENCY,
      first: first ?? DEFAULT_PAGE_SIZE,
      after,
    };
    return answer(await listCases(this.reading.prisma, requireViewer(context), request));
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Exact up to 10,000; null above.' })
  totalCount(@Root() { query }: Pick<CaseConnection, 'query'>): Promise<number | null> {
    return countCases(this.reading.prisma, query);
  }
}
