import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars';

@ObjectType('Media', {
  description: 'A stored picture or sound, at a signed address that expires.',
  simpleResolvers: true,
})
export class MediaType {
  @Field(() => String) url: string;
  @Field(() => String) mimeType: string;
  @Field(() => DateTimeScalar) expiresAt: Date;
}
