import { ArrayMaxSize, IsOptional, Length } from 'class-validator';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { CaseStatus, Urgency } from '../domain';
import { CursorScalar, DateTimeScalar, PageInfo } from '../graphql';
import { type CaseQuery } from './read/case-query';
import { TriageCaseType } from './triage-case.types';

/** URGENCY: most urgent first, then longest waiting. NEWEST and OLDEST: by the time of opening. */
export const CaseOrder = { URGENCY: 'URGENCY', NEWEST: 'NEWEST', OLDEST: 'OLDEST' } as const;
export type CaseOrder = (typeof CaseOrder)[keyof typeof CaseOrder];

registerEnumType(CaseOrder, {
  name: 'CaseOrder',
  description: 'URGENCY: most urgent first, then longest waiting: the order in which to work.',
});

const MAX_CHOICES = 10;
const MAX_TEXT_LENGTH = 200;

@InputType()
export class CaseFilter {
  @Field(() => [CaseStatus], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  status?: CaseStatus[] | null;

  @Field(() => [Urgency], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  urgency?: Urgency[] | null;

  @Field(() => ID, { nullable: true })
  facilityId?: string | null;

  @Field(() => Boolean, { nullable: true })
  assignedToMe?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true })
  openedAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  openedBefore?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'For systems that keep a copy.' })
  updatedAfter?: Date | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 64)
  patientExternalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A condition's name or an ICD-10 code in the latest differential.",
  })
  @IsOptional()
  @Length(1, MAX_TEXT_LENGTH)
  condition?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Free text over the case number, the complaint and the note.',
  })
  @IsOptional()
  @Length(1, MAX_TEXT_LENGTH)
  search?: string | null;
}

@ObjectType({ simpleResolvers: true })
class CaseEdge {
  @Field(() => CursorScalar)
  cursor: string;

  @Field(() => TriageCaseType)
  node: TriageCaseType;
}

/** `totalCount` is added by case-query.resolver.ts: it is counted only when asked for. */
@ObjectType({ simpleResolvers: true })
export class CaseConnection {
  @Field(() => [CaseEdge])
  edges: readonly CaseEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** What the list was asked for. */
  query: CaseQuery;
}
