import { Field, Float, Int, ObjectType } from 'type-graphql';
import { FitzpatrickSkinType } from '../domain';

@ObjectType('SkinToneSupport', {
  description: 'The similar cases by the skin that they show; the four counts sum to `cases`.',
  simpleResolvers: true,
})
class SkinToneSupportType {
  @Field(() => FitzpatrickSkinType, {
    nullable: true,
    description: "The patient's own; null if nobody recorded it, and then every case counts as `unknown`.",
  })
  patient: FitzpatrickSkinType | null;

  @Field(() => Int)
  cases: number;

  @Field(() => Int)
  same: number;

  @Field(() => Int, { description: 'One step of the Fitzpatrick scale away.' })
  adjacent: number;

  @Field(() => Int, { description: 'Two steps away or more.' })
  distant: number;

  @Field(() => Int)
  unknown: number;
}

@ObjectType('NeighbourSummary', {
  description: 'What one way of searching, by picture or by findings, brought.',
  simpleResolvers: true,
})
class NeighbourSummaryType {
  @Field(() => Int, { description: 'How many cases were found that are alike enough to count.' })
  neighbours: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Cosine similarity of the nearest of them; null if there is none.',
  })
  nearest: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Cosine similarity that the nearest must reach for any to count, measured on the index itself. Null: it could not be asked.',
  })
  floor: number | null;

  @Field(() => Int, { description: 'How many records could have been found.' })
  held: number;
}

@ObjectType('EvidenceSummary', {
  description: 'What an assessment rests on, in figures.',
  simpleResolvers: true,
})
export class EvidenceSummaryType {
  @Field(() => NeighbourSummaryType)
  byPicture: NeighbourSummaryType;

  @Field(() => NeighbourSummaryType)
  byFindings: NeighbourSummaryType;

  @Field(() => SkinToneSupportType)
  skinTones: SkinToneSupportType;

  @Field(() => [String], { description: 'Licences of the reference sets that the similar cases come from.' })
  licences: readonly string[];
}
