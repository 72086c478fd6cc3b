import { Length } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ShotType } from '../domain';

@ObjectType('ImageQuality', {
  description: 'What the quality gate measured; `usable` is its verdict.',
  simpleResolvers: true,
})
class ImageQualityType {
  @Field()
  usable: boolean;

  @Field(() => Float)
  sharpness: number;

  @Field(() => Float)
  brightness: number;

  @Field(() => String, { nullable: true })
  reason: string | null;
}

/** `media` is added by case-parts.resolver.ts: an address is signed only when somebody asks for it. */
@ObjectType('CaseImage', { simpleResolvers: true })
export class CaseImageType {
  @Field(() => ID)
  id: string;

  @Field(() => ShotType)
  shotType: ShotType;

  /** Null once the bytes are gone. */
  mediaKey: string | null;

  @Field(() => Int)
  width: number;

  @Field(() => Int)
  height: number;

  @Field(() => ImageQualityType)
  quality: ImageQualityType;
}

@InputType({ description: '`uploadId`: an upload of purpose IMAGE.' })
export class CaseImageInput {
  @Field(() => ID)
  @Length(1, 64)
  uploadId: string;

  @Field(() => ShotType)
  shotType: ShotType;
}
