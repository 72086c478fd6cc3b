import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { answer, CursorScalar, requireViewer, type RequestContext } from '../graphql';
import { type EscalationDoor } from './escalation-door';
import { EscalationFilter } from './escalation-input.types';
import { countEscalations } from './escalation-page';
import { EscalationConnection } from './escalation.types';
import { listEscalations } from './list-escalations';

const DEFAULT_PAGE_SIZE = 20;

@Resolver(() => EscalationConnection)
export class EscalationListResolver {
  constructor(private readonly door: EscalationDoor) {}

  @Query(() => EscalationConnection)
  async escalations(
    @Arg('filter', () => EscalationFilter, { nullable: true }) filter: EscalationFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_PAGE_SIZE }) first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<EscalationConnection> {
    const request = { filter, first: first ?? DEFAULT_PAGE_SIZE, after };
    return answer(await listEscalations(this.door, requireViewer(context), request));
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Exact up to 10,000; null above.' })
  totalCount(@Root() { query }: Pick<EscalationConnection, 'query'>): Promise<number | null> {
    return countEscalations(this.door.prisma, query);
  }
}
