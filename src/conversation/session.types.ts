import { Field, ID, ObjectType } from 'type-graphql';
import { PatientExplanationType, UtteranceType } from '../cases';
import { Expects, InterviewTopic, SessionStage } from '../domain';
import { DateTimeScalar, LanguageTagScalar } from '../graphql';

@ObjectType('Choice', { simpleResolvers: true })
class ChoiceType {
  @Field()
  code: string;

  @Field()
  label: string;

  @Field({ description: 'Name of a picture that the client shows, for people who do not read.' })
  icon: string;
}

@ObjectType('Prompt', { simpleResolvers: true })
class PromptType {
  @Field({ description: 'Stable name of the question or message.' })
  code: string;

  @Field()
  text: string;

  @Field(() => LanguageTagScalar)
  language: string;

  @Field(() => Expects)
  expects: Expects;

  @Field(() => [ChoiceType], {
    description: 'Answers that can be given by pressing; empty where only words will do.',
  })
  choices: readonly ChoiceType[];
}

/** `case` is added by the resolver: it is for staff, and loaded only when somebody asks for it. */
@ObjectType('TriageSession', {
  description: "A patient's conversation. It lives in the session store and outlives any API process.",
  simpleResolvers: true,
})
export class TriageSessionType {
  @Field(() => ID)
  id: string;

  @Field(() => SessionStage)
  stage: SessionStage;

  @Field(() => LanguageTagScalar)
  language: string;

  @Field(() => PromptType, {
    description:
      'What to say to the patient now. A picture that is too dark or an utterance that nobody could make out changes ' +
      'the prompt, not the stage.',
  })
  prompt: PromptType;

  @Field(() => [InterviewTopic], { description: 'Interview topics that have not been answered yet.' })
  openTopics: readonly InterviewTopic[];

  @Field()
  caseNumber: string;

  /** Not a field of the API: what `case` is loaded by. */
  caseId: string;

  @Field(() => PatientExplanationType, {
    nullable: true,
    description: 'Null until the stage is EXPLANATION.',
  })
  explanation: PatientExplanationType | null;

  @Field(() => DateTimeScalar)
  expiresAt: Date;
}

@ObjectType({ simpleResolvers: true })
export class StartSessionPayload {
  @Field()
  token: string;

  @Field(() => TriageSessionType)
  session: TriageSessionType;
}

@ObjectType({ simpleResolvers: true })
export class SayPayload {
  @Field(() => UtteranceType)
  heard: UtteranceType;

  @Field(() => TriageSessionType)
  session: TriageSessionType;
}
