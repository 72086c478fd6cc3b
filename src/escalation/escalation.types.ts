import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RedFlagType } from '../cases';
import { EscalationEventKind, EscalationStatus, Urgency } from '../domain';
import { CursorScalar, DateTimeScalar, PageInfo } from '../graphql';
import { type EscalationQuery } from './escalation-page';

registerEnumType(EscalationEventKind, { name: 'EscalationEventKind' });

/** `case` and `acknowledgedBy` are added by escalation.resolver.ts. */
@ObjectType('Escalation', { simpleResolvers: true })
export class EscalationType {
  @Field(() => ID)
  id: string;

  caseId: string;

  facilityId: string;

  @Field(() => Urgency)
  urgency: Urgency;

  @Field(() => EscalationStatus)
  status: EscalationStatus;

  @Field(() => [RedFlagType])
  reasons: readonly RedFlagType[];

  @Field(() => DateTimeScalar)
  raisedAt: Date;

  @Field(() => DateTimeScalar, {
    description: 'When it goes to the next tier unless somebody acknowledges it.',
  })
  acknowledgeBy: Date;

  @Field(() => Int, {
    description: "1 is the case's own facility; it grows each time nobody answered in time.",
  })
  tier: number;

  acknowledgedById: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  acknowledgedAt: Date | null;
}

/** `escalation` is added by event.resolver.ts; everything else is as it was when it happened. */
@ObjectType('EscalationEvent', { simpleResolvers: true })
export class EscalationEventType {
  @Field(() => CursorScalar, {
    description: 'Give the last one you handled to `escalationEvents(after:)` and nothing is missed.',
  })
  cursor: string;

  @Field(() => EscalationEventKind)
  kind: EscalationEventKind;

  @Field(() => ID)
  escalationId: string;

  @Field()
  caseNumber: string;

  @Field(() => Urgency)
  urgency: Urgency;

  @Field(() => EscalationStatus)
  status: EscalationStatus;

  @Field(() => Int)
  tier: number;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType({ simpleResolvers: true })
class EscalationEdge {
  @Field(() => CursorScalar)
  cursor: string;

  @Field(() => EscalationType)
  node: EscalationType;
}

/** `totalCount` is added by escalation-list.resolver.ts: it is counted only when asked for. */
@ObjectType({ simpleResolvers: true })
export class EscalationConnection {
  @Field(() => [EscalationEdge])
  edges: readonly EscalationEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  @Field(() => CursorScalar, {
    description:
      'Subscribe with `escalationEvents(after: streamCursor)` and nothing falls between this list and the stream.',
  })
  streamCursor: string;

  /** What the list was asked for. */
  query: EscalationQuery;
}
