import { Field, Float, ObjectType } from 'type-graphql';
import { Speaker } from '../domain';
import { DateTimeScalar, LanguageTagScalar } from '../graphql';

@ObjectType('Utterance', {
  description: 'What was heard, after personal data was taken out.',
  simpleResolvers: true,
})
export class UtteranceType {
  @Field(() => Speaker)
  speaker: Speaker;

  @Field()
  text: string;

  @Field(() => LanguageTagScalar)
  language: string;

  @Field(() => Float, {
    nullable: true,
    description: "Recogniser's confidence, 0 to 1; null for typed text.",
  })
  confidence: number | null;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType('SoapNote', { simpleResolvers: true })
export class SoapNoteType {
  @Field()
  subjective: string;

  @Field()
  objective: string;

  @Field()
  assessment: string;

  @Field()
  plan: string;

  @Field()
  disclaimer: string;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType('PatientExplanation', {
  description: 'For the patient, in plain words of their own language.',
  simpleResolvers: true,
})
export class PatientExplanationType {
  @Field(() => LanguageTagScalar)
  language: string;

  @Field()
  text: string;

  @Field()
  disclaimer: string;
}
