import { Length, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../graphql';
import { UploadPurpose } from '../imaging';

registerEnumType(UploadPurpose, { name: 'UploadPurpose' });

/** The greatest length is the purpose's own; the use case refuses what is above it. */
@InputType()
export class RequestUploadInput {
  @Field(() => UploadPurpose)
  purpose: UploadPurpose;

  @Field()
  @Length(3, 100)
  mimeType: string;

  @Field(() => Int)
  @Min(1)
  byteLength: number;
}

@ObjectType('UploadTicket', {
  description:
    'The address takes one PUT: 204 stored; 413 too large; 415 not the announced type; 410 used or expired; 401 not yours.',
  simpleResolvers: true,
})
export class UploadTicketType {
  @Field(() => ID)
  id: string;

  @Field()
  url: string;

  @Field()
  method: string;

  @Field(() => Int)
  maxBytes: number;

  @Field(() => DateTimeScalar)
  expiresAt: Date;
}
