import { validate } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  ArgumentValidationError,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { CaseEventType, TriageCaseType } from '../cases';
import { answer, CursorScalar, requireViewer, type RequestContext, SAME_FOR_EVERYBODY } from '../graphql';
import { type EscalationDoor } from './escalation-door';
import { CaseEventFilter, EscalationEventFilter } from './escalation-input.types';
import { EscalationEventType, EscalationType } from './escalation.types';
import { cursorOf } from './event-stream';
import { type StreamRow } from './stream-row';
import {
  type CaseEventsAsked,
  type EscalationEventsAsked,
  watchCase,
  watchCaseEvents,
  watchEscalations,
} from './watch-events';

/** A subscription is opened by its `subscribe` function; its method then turns each row into what the client sees. */
interface Opening<Arguments> {
  readonly args: Arguments;
  readonly context: RequestContext;
}

/** What type-graphql would do with each event, and not when the stream is opened. */
const NOT_AGAIN = { validate: false } as const;

@ArgsType()
class EscalationEventsArgs {
  @Field(() => CursorScalar, { nullable: true }) after?: string | null;
  @Field(() => EscalationEventFilter, { nullable: true }) filter?: EscalationEventFilter | null;
}

@ArgsType()
class CaseEventsArgs {
  @Field(() => CursorScalar, { nullable: true }) after?: string | null;
  @Field(() => CaseEventFilter, { nullable: true }) filter?: CaseEventFilter | null;
}

@Resolver(() => EscalationEventType)
export class EventResolver {
  constructor(readonly door: EscalationDoor) {}

  @Subscription(() => EscalationEventType, {
    description:
      'Every escalation event that the viewer may see (of their facilities, or of a pool of theirs that the\n' +
      "escalation's tier has reached), from `after` on: first what was missed, then what happens. Without `after`: from now.",
    subscribe: async ({ args, context }: Opening<EscalationEventsAsked>) => {
      await holdToLimits(EscalationEventFilter, args.filter);
      return answer(await watchEscalations(doorOf(context), requireViewer(context), args));
    },
  })
  @Extensions(SAME_FOR_EVERYBODY)
  escalationEvents(
    @Args(NOT_AGAIN) _asked: EscalationEventsArgs,
    @Root() row: StreamRow,
  ): EscalationEventType {
    const { escalation, caseNumber, at } = row;
    if (escalation === null) throw new Error('Only events of escalations are watched.');
    const { id: escalationId, ...asItWas } = escalation;
    return { cursor: cursorOf(row), escalationId, caseNumber, at, ...asItWas };
  }

  @FieldResolver(() => EscalationType, { description: 'The escalation as it is now.' })
  @Extensions(SAME_FOR_EVERYBODY)
  escalation(
    @Root() { escalationId }: Pick<EscalationEventType, 'escalationId'>,
    @Ctx() { loaders }: RequestContext,
  ): Promise<EscalationType | null> {
    return loaders.batch(this.door.batches.escalationById).load(escalationId);
  }

  @Subscription(() => CaseEventType, {
    description:
      'Every event of every case that the viewer may see, as durable as the one above: for live lists and for EHR synchronisation.',
    subscribe: async ({ args, context }: Opening<CaseEventsAsked>) => {
      await holdToLimits(CaseEventFilter, args.filter);
      return answer(await watchCaseEvents(doorOf(context), requireViewer(context), args));
    },
  })
  @Extensions(SAME_FOR_EVERYBODY)
  caseEvents(@Args(NOT_AGAIN) _asked: CaseEventsArgs, @Root() row: StreamRow): CaseEventType {
    const { caseId, at, actor, kind, summary } = row;
    return { cursor: cursorOf(row), caseId, at, actor, kind, summary };
  }

  @Subscription(() => TriageCaseType, {
    subscribe: async ({ args, context }: Opening<{ readonly id: string }>) =>
      answer(await watchCase(doorOf(context), requireViewer(context), args.id)),
  })
  caseChanged(
    @Arg('id', () => ID) _id: string,
    @Root() { caseId }: StreamRow,
    @Ctx() { loaders }: RequestContext,
  ): Promise<TriageCaseType | null> {
    return loaders.batch(this.door.reading.caseById).load(caseId);
  }
}

function doorOf(context: RequestContext): EscalationDoor {
  return context.instanceOf(EventResolver).door;
}

/** Throws what clients read as BAD_USER_INPUT where a filter is not what its decorators allow. */
async function holdToLimits<F extends object>(
  type: new () => F,
  filter: object | null | undefined,
): Promise<void> {
  const errors = await validate(Object.assign(new type(), filter), { forbidUnknownValues: false });
  if (errors.length > 0) throw new ArgumentValidationError(errors);
}
