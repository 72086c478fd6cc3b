import { IsNotEmpty, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Role } from '../domain';
import { DateTimeScalar } from '../graphql';

@ObjectType('Facility', { simpleResolvers: true })
export class FacilityType {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
  @Field(() => String) region: string;
  @Field(() => String, {
    description: 'How a patient gets from here to the referral centre; part of every plan.',
  })
  travelDirections: string;
}

/** Whoever acts: the one who asks, or another member of staff. `facilities` is resolved from the ids. */
@ObjectType('Viewer', { simpleResolvers: true })
export class ViewerType {
  @Field(() => ID) id: string;
  @Field(() => Role) role: Role;
  @Field(() => String) displayName: string;
  readonly facilityIds: readonly string[];
}

@InputType()
export class SignInInput {
  @Field(() => String) @IsNotEmpty() @MaxLength(320) email: string;
  @Field(() => String) @IsNotEmpty() @MaxLength(1024) password: string;
}

@ObjectType({ simpleResolvers: true })
export class SignInPayload {
  @Field(() => String) token: string;
  @Field(() => ViewerType) viewer: ViewerType;
  @Field(() => DateTimeScalar) expiresAt: Date;
}
