import { IsNotEmpty, IsOptional, ArrayMaxSize, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EscalationEventKind, Urgency } from '../../domain';
import { CursorScalar, DateTimeScalar, PageInfo } from '../../graphql';
import { ChannelName, DeliveryStatus } from '../delivery-words';

const MAX_CHOICES = 10;
const MAX_NAME_LENGTH = 100;
const MAX_ADDRESS_LENGTH = 2_048;

registerEnumType(ChannelName, {
  name: 'DeliveryChannel',
  description: 'By what an escalation reaches somebody who has no socket open.',
});
registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description:
    'PENDING: it is tried until a day is over. DEAD: nobody tries any more, unless it is redriven.',
});

/** `facility` is added by delivery.resolver.ts. */
@ObjectType('DeliveryEndpoint', {
  simpleResolvers: true,
  description: 'Where escalations are delivered to. The address itself is shown to nobody.',
})
export class DeliveryEndpointType {
  @Field(() => ID) id: string;
  facilityId: string | null;
  @Field(() => ID, { nullable: true, description: 'Set for the endpoint of a pool.' }) poolId: string | null;
  @Field(() => ChannelName) channel: ChannelName;
  @Field(() => String) name: string;
  @Field(() => Urgency, { description: 'The least urgent that is delivered.' }) minUrgency: Urgency;
  @Field(() => DateTimeScalar) createdAt: Date;
  @Field(() => DateTimeScalar, { nullable: true }) disabledAt: Date | null;
}

@ObjectType({ simpleResolvers: true })
class DeliveryEndpointEdge {
  @Field(() => CursorScalar) cursor: string;
  @Field(() => DeliveryEndpointType) node: DeliveryEndpointType;
}

@ObjectType({ simpleResolvers: true })
export class DeliveryEndpointConnection {
  @Field(() => [DeliveryEndpointEdge]) edges: readonly DeliveryEndpointEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}

@ObjectType({ simpleResolvers: true })
export class EndpointPayload {
  @Field(() => DeliveryEndpointType) endpoint: DeliveryEndpointType;

  @Field(() => String, {
    nullable: true,
    description: 'What to check signatures with. Shown now and never again; null where nothing new was made.',
  })
  secret: string | null;
}

/** `endpoint` and `nextAttemptAt` are added by delivery.resolver.ts. */
@ObjectType('Delivery', { simpleResolvers: true, description: 'One event for one endpoint.' })
export class DeliveryType {
  @Field(() => ID, { description: 'The same at every attempt; a webhook is sent it as `webhook-id`.' })
  id: string;

  endpointId: string;
  nextAt: Date;
  @Field(() => ID) escalationId: string;
  @Field(() => EscalationEventKind) kind: EscalationEventKind;
  @Field(() => DeliveryStatus) status: DeliveryStatus;
  @Field(() => Int) attempts: number;
  @Field(() => DateTimeScalar, { description: 'A day later nobody tries any more.' }) firstAt: Date;
  @Field(() => DateTimeScalar, { nullable: true }) deliveredAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the last attempt ended: DELIVERED, HTTP_503, TIMED_OUT …',
  })
  lastOutcome: string | null;
}

@ObjectType({ simpleResolvers: true })
class DeliveryEdge {
  @Field(() => CursorScalar) cursor: string;
  @Field(() => DeliveryType) node: DeliveryType;
}

@ObjectType({ simpleResolvers: true })
export class DeliveryConnection {
  @Field(() => [DeliveryEdge]) edges: readonly DeliveryEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}

@InputType()
export class DeliveryFilter {
  @Field(() => [DeliveryStatus], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  status?: DeliveryStatus[] | null;

  @Field(() => ID, { nullable: true })
  endpointId?: string | null;
}

@InputType()
export class RegisterEndpointInput {
  @Field(() => ID, { nullable: true, description: 'Of this and `poolId`, one.' })
  facilityId?: string | null;

  @Field(() => ID, { nullable: true })
  poolId?: string | null;

  @Field(() => ChannelName)
  channel: ChannelName;

  @Field(() => String, { description: 'What its owner calls it.' })
  @IsNotEmpty()
  @MaxLength(MAX_NAME_LENGTH)
  name: string;

  @Field(() => String, { description: 'WEBHOOK: an https address. EMAIL: a mail address.' })
  @IsNotEmpty()
  @MaxLength(MAX_ADDRESS_LENGTH)
  address: string;

  @Field(() => Urgency, { defaultValue: Urgency.SOON, description: 'The least urgent that is delivered.' })
  minUrgency: Urgency;
}
