import { Field, ObjectType } from 'type-graphql';
import { Urgency } from '../domain';
import { DateTimeScalar } from '../graphql';

/** `clinician` is added by case-parts.resolver.ts. */
@ObjectType('Review', { simpleResolvers: true })
export class ReviewType {
  clinicianId: string;

  @Field()
  agreedWithUrgency: boolean;

  @Field({ description: "The clinician's diagnosis is among the differential's first three." })
  agreedWithDifferential: boolean;

  @Field(() => [String], {
    description: 'What the clinician found, as ICD-10 codes; feeds the referral-accuracy figure.',
  })
  diagnosisIcd10: readonly string[];

  @Field(() => Urgency)
  urgency: Urgency;

  @Field()
  note: string;

  @Field(() => DateTimeScalar)
  at: Date;
}

/** `recordedBy` is added by case-parts.resolver.ts. */
@ObjectType('Outcome', {
  description: 'What became of the patient afterwards; without it nobody knows what was missed.',
  simpleResolvers: true,
})
export class OutcomeType {
  recordedById: string;

  @Field()
  attended: boolean;

  @Field(() => [String])
  diagnosisIcd10: readonly string[];

  @Field()
  histologyConfirmed: boolean;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => DateTimeScalar)
  at: Date;
}
