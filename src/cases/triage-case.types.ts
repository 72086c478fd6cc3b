import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CaseStatus, Urgency } from '../domain';
import { DateTimeScalar, LanguageTagScalar } from '../graphql';
import { FacilityType } from '../identity';
import { PatientType } from './patient.types';

/**
 * A case as the lists know it: one row of the projection with its patient and its facility. Everything else is added,
 * in batches, by triage-case.resolver.ts and by the rooms above this one.
 */
@ObjectType('TriageCase', { simpleResolvers: true })
export class TriageCaseType {
  @Field(() => ID)
  id: string;

  @Field({ description: 'For people to read out, e.g. PAA-2026-000123.' })
  number: string;

  @Field(() => CaseStatus)
  status: CaseStatus;

  @Field(() => Urgency, {
    nullable: true,
    description: 'Null until something is known. Models can raise it; only a clinician can lower it.',
  })
  urgency: Urgency | null;

  @Field(() => Int, {
    description:
      'Grows with what people change (claim, release, review, assignment, erasure); sent back with each such\n' +
      "change, so that none is overwritten unseen. A model's late revision or a reminder does not touch it.",
  })
  version: number;

  @Field(() => FacilityType)
  facility: FacilityType;

  @Field(() => PatientType)
  patient: PatientType;

  @Field(() => LanguageTagScalar)
  language: string;

  @Field(() => DateTimeScalar)
  openedAt: Date;

  @Field(() => DateTimeScalar)
  updatedAt: Date;

  assigneeId: string | null;
}
