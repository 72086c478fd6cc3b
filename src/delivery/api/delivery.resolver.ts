import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answer, CursorScalar, DateTimeScalar, requireViewer, type RequestContext } from '../../graphql';
import { FacilityType } from '../../identity';
import { type DeliveryDoor } from '../delivery-door';
import { DeliveryStatus } from '../delivery-words';
import { disableEndpoint, registerEndpoint, rotateEndpointSecret } from '../endpoints/manage-endpoints';
import { listEndpoints } from '../endpoints/list-endpoints';
import { listDeliveries } from '../queue/list-deliveries';
import { redriveDelivery } from '../queue/redrive';
import {
  DeliveryConnection,
  DeliveryEndpointConnection,
  DeliveryEndpointType,
  DeliveryFilter,
  DeliveryType,
  EndpointPayload,
  RegisterEndpointInput,
} from './delivery.types';

const DEFAULT_PAGE_SIZE = 20;

@Resolver(() => DeliveryEndpointType)
export class DeliveryEndpointResolver {
  constructor(private readonly door: DeliveryDoor) {}

  @Query(() => DeliveryEndpointConnection, {
    description: 'Administrators: of their facilities and pools, newest first, those that are disabled too.',
  })
  async deliveryEndpoints(
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_PAGE_SIZE }) first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryEndpointConnection> {
    const page = { first: first ?? DEFAULT_PAGE_SIZE, after };
    return answer(await listEndpoints(this.door, requireViewer(context), page));
  }

  @FieldResolver(() => FacilityType, { nullable: true, description: 'Null for the endpoint of a pool.' })
  facility(
    @Root() { facilityId }: Pick<DeliveryEndpointType, 'facilityId'>,
    @Ctx() { loaders }: RequestContext,
  ): Promise<FacilityType | null> | null {
    return facilityId === null ? null : loaders.batch(this.door.facilityById).load(facilityId);
  }

  @Mutation(() => EndpointPayload, {
    description:
      'Administrators: has escalations delivered to an address. Repeated, it changes name and urgency of what is there, and shows no secret.',
  })
  async registerEndpoint(
    @Arg('input') input: RegisterEndpointInput,
    @Ctx() context: RequestContext,
  ): Promise<EndpointPayload> {
    return answer(await registerEndpoint(this.door, requireViewer(context), input));
  }

  @Mutation(() => EndpointPayload, {
    description:
      'A new secret for a webhook. For a day requests are signed with the one before it, too; four are valid at most.',
  })
  async rotateEndpointSecret(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<EndpointPayload> {
    return answer(await rotateEndpointSecret(this.door, requireViewer(context), id));
  }

  @Mutation(() => DeliveryEndpointType, {
    description: 'For good. What still waits for it is not delivered.',
  })
  async disableEndpoint(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryEndpointType> {
    return answer(await disableEndpoint(this.door, requireViewer(context), id));
  }
}

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  constructor(private readonly door: DeliveryDoor) {}

  @Query(() => DeliveryConnection, {
    description:
      'Administrators: what was and will be delivered, newest first; `status: DEAD` are the dead letters.',
  })
  async deliveries(
    @Arg('filter', () => DeliveryFilter, { nullable: true }) filter: DeliveryFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_PAGE_SIZE }) first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true }) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryConnection> {
    const request = { filter, first: first ?? DEFAULT_PAGE_SIZE, after };
    return answer(await listDeliveries(this.door, requireViewer(context), request));
  }

  @FieldResolver(() => DeliveryEndpointType)
  endpoint(
    @Root() { endpointId }: Pick<DeliveryType, 'endpointId'>,
    @Ctx() { loaders }: RequestContext,
  ): Promise<DeliveryEndpointType | null> {
    return loaders.batch(this.door.endpoints.byIds).load(endpointId);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'While it is PENDING.' })
  nextAttemptAt(@Root() { status, nextAt }: Pick<DeliveryType, 'status' | 'nextAt'>): Date | null {
    return status === DeliveryStatus.PENDING ? nextAt : null;
  }

  @Mutation(() => DeliveryType, { description: 'Gives a dead letter another day, under its old id.' })
  async redriveDelivery(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryType> {
    return answer(await redriveDelivery(this.door, requireViewer(context), id));
  }
}
