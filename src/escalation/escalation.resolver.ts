import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { TriageCaseType } from '../cases';
import { Role } from '../domain';
import { answer, requireViewer, type RequestContext } from '../graphql';
import { ViewerType } from '../identity';
import { acknowledgeEscalation } from './acknowledge-escalation';
import { type EscalationDoor } from './escalation-door';
import { AcknowledgeEscalationInput } from './escalation-input.types';
import { EscalationType } from './escalation.types';

@Resolver(() => EscalationType)
export class EscalationResolver {
  constructor(private readonly door: EscalationDoor) {}

  @FieldResolver(() => TriageCaseType, { name: 'case' })
  caseOf(
    @Root() { caseId }: Pick<EscalationType, 'caseId'>,
    @Ctx() { loaders }: RequestContext,
  ): Promise<TriageCaseType | null> {
    return loaders.batch(this.door.reading.caseById).load(caseId);
  }

  @FieldResolver(() => ViewerType, { nullable: true })
  acknowledgedBy(
    @Root() { acknowledgedById }: Pick<EscalationType, 'acknowledgedById'>,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ViewerType | null> | null {
    return acknowledgedById === null
      ? null
      : loaders.batch(this.door.reading.staffById).load(acknowledgedById);
  }

  @Mutation(() => EscalationType)
  async acknowledgeEscalation(
    @Arg('input') input: AcknowledgeEscalationInput,
    @Ctx() context: RequestContext,
  ): Promise<EscalationType> {
    return answer(await acknowledgeEscalation(this.door, requireViewer(context), input));
  }
}

/** What this room adds to a case. */
@Resolver(() => TriageCaseType)
export class CaseEscalationsResolver {
  constructor(private readonly door: EscalationDoor) {}

  @FieldResolver(() => [EscalationType])
  async escalations(
    @Root() { id }: Pick<TriageCaseType, 'id'>,
    @Ctx() context: RequestContext,
  ): Promise<EscalationType[]> {
    const raised = await context.loaders.batch(this.door.batches.escalationsOfCase).load(id);
    if (requireViewer(context).role !== Role.PATIENT) return raised ?? [];
    // Why a person comes is not for a device that others may see; and who answers is staff's own matter.
    return (raised ?? []).map((escalation) => ({ ...escalation, reasons: [], acknowledgedById: null }));
  }
}
