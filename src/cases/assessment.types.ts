import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { AssessmentSource, FitzpatrickSkinType, Limitation, Urgency } from '../domain';
import { DateTimeScalar } from '../graphql';
import { EvidenceSummaryType } from './evidence.types';

@ObjectType('CandidateCondition', { simpleResolvers: true })
class CandidateConditionType {
  @Field({ description: "SCIN's name for the condition." })
  name: string;

  @Field(() => [String])
  icd10: readonly string[];

  @Field(() => Float, { description: '0 to 1; over the whole differential they sum to at most 1.' })
  probability: number;

  @Field()
  malignantOrPremalignant: boolean;

  @Field(() => [String])
  supportedBy: readonly string[];

  @Field(() => [String])
  contradictedBy: readonly string[];
}

@ObjectType('RedFlag', { simpleResolvers: true })
export class RedFlagType {
  @Field({ description: 'Stable code of the rule that fired, from docs/reference/red-flags.md.' })
  code: string;

  @Field()
  title: string;

  @Field(() => Urgency)
  urgency: Urgency;

  @Field({ description: 'The words, the finding or the image evidence that fired it.' })
  because: string;

  @Field({ description: 'Where the rule comes from.' })
  citation: string;
}

@ObjectType('WeightedCondition', { simpleResolvers: true })
class WeightedConditionType {
  @Field()
  name: string;

  @Field(() => Float)
  weight: number;
}

/** `image` is added by case-parts.resolver.ts. */
@ObjectType('SimilarCase', { simpleResolvers: true })
export class SimilarCaseType {
  @Field({ description: "The reference dataset's own case id." })
  sourceId: string;

  @Field()
  dataset: string;

  @Field(() => Float, {
    description:
      'Cosine similarity, -1 to 1. Of the pictures if the case was found by its picture, else of the answers.',
  })
  similarity: number;

  @Field(() => Float, { nullable: true, description: 'How alike the pictures are; null: not compared.' })
  pictureSimilarity: number | null;

  @Field(() => Float, { nullable: true, description: 'How alike the answers are; null: not compared.' })
  findingsSimilarity: number | null;

  @Field(() => [WeightedConditionType])
  conditions: readonly WeightedConditionType[];

  @Field(() => FitzpatrickSkinType, { nullable: true })
  fitzpatrickSkinType: FitzpatrickSkinType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Under which the reference set may be shown; to be named beside the picture. Null: found before this was recorded.',
  })
  licence: string | null;

  imageKey: string | null;
}

@ObjectType('Provenance', {
  description: 'Enough to say which model, data and configuration produced this assessment.',
  simpleResolvers: true,
})
class ProvenanceType {
  @Field()
  assessorModel: string;

  @Field(() => String, { nullable: true })
  promptVersion: string | null;

  @Field()
  embeddingModel: string;

  @Field()
  embeddingModelSha256: string;

  @Field()
  indexName: string;

  @Field()
  indexVersion: string;

  @Field()
  rulesVersion: string;

  @Field()
  appVersion: string;

  @Field(() => Int)
  latencyMs: number;
}

@ObjectType('Assessment', { simpleResolvers: true })
export class AssessmentType {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  revision: number;

  @Field(() => AssessmentSource)
  source: AssessmentSource;

  @Field(() => [CandidateConditionType], {
    description: 'Possible conditions, most likely first. Possibilities for a clinician, never a diagnosis.',
  })
  differential: readonly CandidateConditionType[];

  @Field(() => [String], {
    description:
      'Names that the language model gave and that are on no list of ours: unverified, for the clinician alone to weigh. None for patients.',
  })
  unverifiedConditions: readonly string[];

  @Field(() => [RedFlagType])
  redFlags: readonly RedFlagType[];

  @Field(() => Urgency)
  urgency: Urgency;

  @Field(() => Float, { description: '0 to 1.' })
  confidence: number;

  @Field({
    description: 'For clinicians. Patients read no word of a language model here, nor in the differential.',
  })
  rationale: string;

  @Field(() => [String], {
    description: 'What of answers or pictures would make it another assessment. Empty for patients.',
  })
  wouldChange: readonly string[];

  @Field(() => [SimilarCaseType], {
    description: 'Each case once, those first that are alike in picture and in answers.',
  })
  similarCases: readonly SimilarCaseType[];

  @Field(() => EvidenceSummaryType, {
    nullable: true,
    description: 'Null for an assessment that was made before this was recorded.',
  })
  evidence: EvidenceSummaryType | null;

  @Field()
  disclaimer: string;

  @Field(() => [Limitation], {
    description: 'What could not be used or known. Not empty means: a human must look.',
  })
  limitations: readonly Limitation[];

  @Field(() => ProvenanceType)
  provenance: ProvenanceType;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}
