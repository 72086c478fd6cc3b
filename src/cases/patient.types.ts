import { IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ConsentKind, FitzpatrickSkinType, SexAtBirth, SpeakerRelation } from '../domain';
import { DateTimeScalar, LanguageTagScalar } from '../graphql';

@ObjectType('Patient', { description: 'Pseudonymous: no name, no contact.', simpleResolvers: true })
export class PatientType {
  @Field(() => ID)
  id: string;

  @Field(() => String, {
    nullable: true,
    description: "The facility's own number for the patient, if it gave one.",
  })
  externalId: string | null;

  @Field(() => Int, { nullable: true })
  ageYears: number | null;

  @Field(() => Int, { nullable: true, description: 'For children under one year.' })
  ageDays: number | null;

  @Field(() => SexAtBirth, { nullable: true })
  sexAtBirth: SexAtBirth | null;

  @Field(() => FitzpatrickSkinType, { nullable: true })
  fitzpatrickSkinType: FitzpatrickSkinType | null;
}

@InputType()
export class PatientInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 64)
  externalId?: string | null;

  @Field(() => Int, { nullable: true })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(130)
  ageYears?: number | null;

  @Field(() => Int, { nullable: true })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(400)
  ageDays?: number | null;

  @Field(() => SexAtBirth, { nullable: true })
  sexAtBirth?: SexAtBirth | null;

  @Field(() => FitzpatrickSkinType, { nullable: true })
  fitzpatrickSkinType?: FitzpatrickSkinType | null;
}

@ObjectType('Consent', { simpleResolvers: true })
export class ConsentType {
  @Field(() => ConsentKind)
  kind: ConsentKind;

  @Field()
  granted: boolean;

  @Field(() => SpeakerRelation)
  givenBy: SpeakerRelation;

  @Field(() => LanguageTagScalar)
  language: string;

  @Field({ description: 'Version of the wording that was read out.' })
  wording: string;

  @Field(() => DateTimeScalar)
  at: Date;
}
