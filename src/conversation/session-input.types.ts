import { IsOptional, Length, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { PatientInput } from '../cases';
import { ConsentKind, ShotType, SpeakerRelation } from '../domain';
import { LanguageTagScalar } from '../graphql';

const MAX_KEY_LENGTH = 128;
const MAX_ID_LENGTH = 64;
const MAX_UTTERANCE_LENGTH = 4000;
const MAX_CALLBACK_LENGTH = 500;

@InputType()
export class StartSessionInput {
  @Field(() => ID)
  @Length(1, MAX_ID_LENGTH)
  facilityId: string;

  @Field(() => LanguageTagScalar, {
    nullable: true,
    description: 'Leave it out to have it detected from the first utterance.',
  })
  language?: string | null;

  @Field(() => PatientInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  patient?: PatientInput | null;

  @Field(() => SpeakerRelation, { nullable: true, defaultValue: SpeakerRelation.SELF })
  speaker?: SpeakerRelation | null;

  @Field(() => String, {
    nullable: true,
    description:
      "How the facility finds the patient again (a telephone, a neighbour, a token). Encrypted, for the facility's " +
      'staff alone.',
  })
  @IsOptional()
  @Length(1, MAX_CALLBACK_LENGTH)
  callbackReference?: string | null;

  @Field()
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}

@InputType()
export class SayInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(MAX_UTTERANCE_LENGTH)
  text?: string | null;

  @Field(() => String, { nullable: true, description: "A code of the prompt's choices." })
  @IsOptional()
  @Length(1, MAX_ID_LENGTH)
  choice?: string | null;

  @Field({
    description: 'The same key twice is one utterance, however often a bad line makes the client send it.',
  })
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}

@InputType()
export class RecordConsentInput {
  @Field(() => ConsentKind)
  kind: ConsentKind;

  @Field()
  granted: boolean;

  @Field()
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}

@InputType()
export class AttachImageInput {
  @Field(() => ID)
  @Length(1, MAX_ID_LENGTH)
  uploadId: string;

  @Field(() => ShotType)
  shotType: ShotType;

  @Field()
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}

@InputType()
export class AssessInput {
  @Field()
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}
