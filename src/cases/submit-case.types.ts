import { ArrayMaxSize, IsOptional, Length, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { ConsentKind, MAX_IMAGES, SpeakerRelation } from '../domain';
import { LanguageTagScalar } from '../graphql';
import { FindingsInput } from './findings.types';
import { CaseImageInput } from './image.types';
import { PatientInput } from './patient.types';

const MAX_NARRATIVE_LENGTH = 20_000;

@InputType()
export class SubmitCaseInput {
  @Field(() => ID)
  @Length(1, 64)
  facilityId: string;

  @Field(() => LanguageTagScalar)
  language: string;

  @Field(() => PatientInput)
  @ValidateNested()
  patient: PatientInput;

  @Field({ description: "The patient's own words." })
  @MaxLength(MAX_NARRATIVE_LENGTH)
  narrative: string;

  @Field(() => SpeakerRelation, { nullable: true, defaultValue: SpeakerRelation.SELF })
  speaker?: SpeakerRelation | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 500)
  callbackReference?: string | null;

  @Field(() => FindingsInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  findings?: FindingsInput | null;

  @Field(() => [CaseImageInput], {
    nullable: true,
    description: 'They need IMAGE_CAPTURE among the consents.',
  })
  @IsOptional()
  @ArrayMaxSize(MAX_IMAGES)
  @ValidateNested({ each: true })
  images?: CaseImageInput[] | null;

  @Field(() => [ConsentKind])
  @ArrayMaxSize(10)
  consents: ConsentKind[];

  @Field()
  @Length(1, 128)
  idempotencyKey: string;
}
