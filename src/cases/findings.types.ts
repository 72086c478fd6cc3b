import { ArrayMaxSize, IsNumber, IsOptional, Length, ValidateNested } from 'class-validator';
import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { BodySite, Duration, Progression, Texture } from '../domain';

/** More than any vocabulary of ours holds; keeps a hostile list from being walked. */
const MAX_CODES = 200;
const MAX_CODE_LENGTH = 64;

@ObjectType('Measurement', { simpleResolvers: true })
class MeasurementType {
  @Field()
  code: string;

  @Field(() => Float)
  value: number;
}

@ObjectType('Findings', { simpleResolvers: true })
export class FindingsType {
  @Field(() => String, { nullable: true })
  chiefComplaint: string | null;

  @Field(() => [BodySite])
  bodySites: readonly BodySite[];

  @Field(() => [Texture])
  textures: readonly Texture[];

  @Field(() => Duration, { nullable: true })
  duration: Duration | null;

  @Field(() => Progression, { nullable: true })
  progression: Progression | null;

  @Field(() => [String], {
    description: 'Codes of the signs and symptoms that are present, from docs/reference/findings.md.',
  })
  present: readonly string[];

  @Field(() => [String], { description: 'Codes that the patient said are absent.' })
  absent: readonly string[];

  @Field(() => [MeasurementType], {
    description:
      'Findings that are a number: age_days, diameter_mm, onset_days, bsa_percent, mucosal_sites_count …',
  })
  measurements: readonly MeasurementType[];
}

@InputType()
class MeasurementInput {
  @Field()
  @Length(1, MAX_CODE_LENGTH)
  code: string;

  @Field(() => Float)
  @IsNumber({ allowNaN: false, allowInfinity: false })
  value: number;
}

@InputType()
export class FindingsInput {
  @Field(() => [BodySite], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CODES)
  bodySites?: BodySite[] | null;

  @Field(() => [Texture], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CODES)
  textures?: Texture[] | null;

  @Field(() => Duration, { nullable: true })
  duration?: Duration | null;

  @Field(() => Progression, { nullable: true })
  progression?: Progression | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CODES)
  @Length(1, MAX_CODE_LENGTH, { each: true })
  present?: string[] | null;

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CODES)
  @Length(1, MAX_CODE_LENGTH, { each: true })
  absent?: string[] | null;

  @Field(() => [MeasurementInput], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CODES)
  @ValidateNested({ each: true })
  measurements?: MeasurementInput[] | null;
}
