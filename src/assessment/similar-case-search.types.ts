import { ArrayMaxSize, IsOptional, Length } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { SimilarCaseType } from '../cases';
import { BodySite, FitzpatrickSkinType } from '../domain';
import { type SimilarityFilter } from '../retrieval';

const MAX_CHOICES = 20;
const MAX_NAME_LENGTH = 200;

@InputType({
  description:
    'Which reference cases may be found. What is left out filters nothing; of a list, one value is enough.',
})
export class SimilarCaseFilter {
  @Field(() => [String], { nullable: true, description: 'Names of reference sets, e.g. scin.' })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  @Length(1, MAX_NAME_LENGTH, { each: true })
  datasets?: string[] | null;

  @Field(() => [FitzpatrickSkinType], {
    nullable: true,
    description: 'A reference case of unknown skin type has none of them.',
  })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  skinTypes?: FitzpatrickSkinType[] | null;

  @Field(() => [BodySite], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  bodySites?: BodySite[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "SCIN's names for conditions, in small letters or capitals. Each label of a case counts, however little it weighs.",
  })
  @IsOptional()
  @ArrayMaxSize(MAX_CHOICES)
  @Length(1, MAX_NAME_LENGTH, { each: true })
  conditions?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether one of the labels of the case is malignant or premalignant.',
  })
  malignantOrPremalignant?: boolean | null;
}

@ObjectType('SimilarCaseSearch', {
  description: 'What a search for similar cases found, in the index that was in use then.',
  simpleResolvers: true,
})
export class SimilarCaseSearchType {
  @Field(() => [SimilarCaseType], {
    description: 'Each case once, those first that are alike in picture and in answers.',
  })
  cases: readonly SimilarCaseType[];

  @Field({
    description:
      'False: the search came to its bound before it had found as many as were asked for. There may be more.',
  })
  complete: boolean;

  @Field({
    description:
      'False: the case has no usable picture that consent covers; its findings alone were compared.',
  })
  comparedPicture: boolean;

  @Field({ description: 'The reference sets that were searched, e.g. pad-ufes-20+scin.' })
  indexName: string;

  @Field({ description: 'Digest of their contents.' })
  indexVersion: string;
}

/** The input without its nulls. */
export function toFilter(input: SimilarCaseFilter | null): SimilarityFilter {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== null));
}
