import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Urgency } from '../../domain';

const MAX_ENDPOINT_LENGTH = 2_000;
const MAX_KEY_LENGTH = 200;
const MAX_NAME_LENGTH = 100;

@InputType({
  description: 'What `PushSubscription.toJSON()` gives in a browser, and for whose escalations it is.',
})
export class RegisterPushSubscriptionInput {
  @Field(() => ID, { nullable: true, description: 'Of this and `poolId`, one.' })
  facilityId?: string | null;

  @Field(() => ID, { nullable: true })
  poolId?: string | null;

  @Field(() => String)
  @IsNotEmpty()
  @MaxLength(MAX_ENDPOINT_LENGTH)
  endpoint: string;

  @Field(() => String)
  @IsNotEmpty()
  @MaxLength(MAX_KEY_LENGTH)
  p256dh: string;

  @Field(() => String)
  @IsNotEmpty()
  @MaxLength(MAX_KEY_LENGTH)
  auth: string;

  @Field(() => String, { description: 'What its owner calls this browser.' })
  @IsNotEmpty()
  @MaxLength(MAX_NAME_LENGTH)
  name: string;

  @Field(() => Urgency, { defaultValue: Urgency.SOON, description: 'The least urgent that is pushed.' })
  minUrgency: Urgency;
}
