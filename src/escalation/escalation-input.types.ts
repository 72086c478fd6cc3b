import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { EscalationEventKind, EscalationStatus, Urgency } from '../domain';

const MAX_CHOICES = 10;
const MAX_KINDS = 50;

@InputType()
export class EscalationFilter {
  @Field(() => [EscalationStatus], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  status?: EscalationStatus[] | null;

  @Field(() => [Urgency], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  urgency?: Urgency[] | null;

  @Field(() => ID, { nullable: true })
  facilityId?: string | null;
}

@InputType()
export class EscalationEventFilter {
  @Field(() => [EscalationEventKind], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  kinds?: EscalationEventKind[] | null;

  @Field(() => [Urgency], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  urgency?: Urgency[] | null;

  @Field(() => ID, { nullable: true })
  facilityId?: string | null;
}

@InputType()
export class CaseEventFilter {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_KINDS)
  kinds?: string[] | null;

  @Field(() => ID, { nullable: true })
  caseId?: string | null;

  @Field(() => ID, { nullable: true })
  facilityId?: string | null;
}

@InputType()
export class AcknowledgeEscalationInput {
  @Field(() => ID)
  escalationId: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(10_000)
  note?: string | null;
}
