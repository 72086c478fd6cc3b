import { ArrayMaxSize, IsOptional, Length, Matches, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ConsentKind, Urgency } from '../domain';

const MAX_NOTE_LENGTH = 10_000;
const MAX_DIAGNOSES = 20;
const MAX_ID_LENGTH = 64;
const MAX_KEY_LENGTH = 128;

/** A category of ICD-10, with or without its subdivision: L20, L20.9, C43.59. */
const ICD10 = /^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/;

@InputType()
export class CaseChangeInput {
  @Field(() => ID)
  @Length(1, MAX_ID_LENGTH)
  caseId: string;

  @Field(() => Int)
  @Min(0)
  version: number;
}

@InputType()
export class ReviewCaseInput extends CaseChangeInput {
  @Field(() => [String])
  @ArrayMaxSize(MAX_DIAGNOSES)
  @Matches(ICD10, { each: true, message: 'must be codes of ICD-10' })
  diagnosisIcd10: string[];

  @Field(() => Urgency)
  urgency: Urgency;

  @Field()
  @MaxLength(MAX_NOTE_LENGTH)
  note: string;
}

@InputType()
export class AssignCaseInput extends CaseChangeInput {
  @Field(() => ID)
  @Length(1, MAX_ID_LENGTH)
  clinicianId: string;
}

@InputType()
export class EraseCaseInput extends CaseChangeInput {
  @Field()
  @Length(1, MAX_NOTE_LENGTH)
  reason: string;
}

@InputType()
export class RecordOutcomeInput {
  @Field(() => ID)
  @Length(1, MAX_ID_LENGTH)
  caseId: string;

  @Field()
  attended: boolean;

  @Field(() => [String])
  @ArrayMaxSize(MAX_DIAGNOSES)
  @Matches(ICD10, { each: true, message: 'must be codes of ICD-10' })
  diagnosisIcd10: string[];

  @Field()
  histologyConfirmed: boolean;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(MAX_NOTE_LENGTH)
  note?: string | null;

  @Field()
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}

@InputType()
export class WithdrawConsentInput {
  @Field(() => ID)
  @Length(1, MAX_ID_LENGTH)
  caseId: string;

  @Field(() => ConsentKind)
  kind: ConsentKind;

  @Field()
  @Length(1, MAX_KEY_LENGTH)
  idempotencyKey: string;
}
