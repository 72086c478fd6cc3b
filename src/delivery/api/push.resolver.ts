import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { answer, requireViewer, type RequestContext } from '../../graphql';
import { type DeliveryDoor } from '../delivery-door';
import { registerPushSubscription, removePushSubscription } from '../endpoints/push-subscriptions';
import { DeliveryEndpointType } from './delivery.types';
import { RegisterPushSubscriptionInput } from './push-input.types';

/** How the dashboard has its browser told of escalations while no socket is open. */
@Resolver()
export class PushResolver {
  constructor(private readonly door: DeliveryDoor) {}

  @Query(() => String, {
    nullable: true,
    description:
      'The `applicationServerKey` to subscribe with, in base64url; null where Web Push is not configured.',
  })
  pushPublicKey(@Ctx() context: RequestContext): string | null {
    requireViewer(context);
    return this.door.pushPublicKey;
  }

  @Mutation(() => DeliveryEndpointType, {
    description:
      'Staff: has this browser told of escalations while it is closed. Repeated, it changes name and urgency of what is there, and whose it is.',
  })
  async registerPushSubscription(
    @Arg('input') input: RegisterPushSubscriptionInput,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryEndpointType> {
    return answer(await registerPushSubscription(this.door, requireViewer(context), input));
  }

  @Mutation(() => DeliveryEndpointType, {
    description: "For good. Only the viewer's own browsers can be removed.",
  })
  async removePushSubscription(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<DeliveryEndpointType> {
    return answer(await removePushSubscription(this.door, requireViewer(context), id));
  }
}
