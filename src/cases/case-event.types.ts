import { Field, ObjectType } from 'type-graphql';
import { CursorScalar, DateTimeScalar, PageInfo } from '../graphql';

/** `case` is added by case-parts.resolver.ts. */
@ObjectType('CaseEvent', { simpleResolvers: true })
export class CaseEventType {
  @Field(() => CursorScalar)
  cursor: string;

  caseId: string;

  @Field(() => DateTimeScalar)
  at: Date;

  @Field()
  actor: string;

  @Field({
    description:
      'Past tense, e.g. case.opened, consent.withdrawn, assessment.revised, escalation.raised, case.reviewed.',
  })
  kind: string;

  @Field()
  summary: string;
}

@ObjectType({ simpleResolvers: true })
class CaseEventEdge {
  @Field(() => CursorScalar)
  cursor: string;

  @Field(() => CaseEventType)
  node: CaseEventType;
}

@ObjectType({ simpleResolvers: true })
export class CaseEventConnection {
  @Field(() => [CaseEventEdge])
  edges: readonly CaseEventEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;
}
