import { ApolloServerErrorCode } from '@apollo/server/errors';
import { type ExecutionResult, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import { CaseErrorCode } from '../domain';
import { type Logger } from '../observability';
import { type StreamAsked } from './asked';
import { type EventResponse } from './event-response';
import { type Caller, clientErrors, type OperationDeps, prepareOperation } from './operation';
import { isOutage } from './outage';
import { type Subscribe } from './subscribe-afresh';

export interface StreamedApi extends OperationDeps {
  readonly subscribe: Subscribe;
  readonly logger: Logger;
}

/**
 * Sends what a subscription brings, each event once the one before has left, and `complete` after the last. Errors of ours
 * and of the client are sent too; an outage is thrown.
 */
export async function sendAnswers(
  api: StreamedApi,
  caller: Caller,
  asked: StreamAsked,
  { send, closed }: EventResponse,
): Promise<void> {
  const sendResult = async ({ errors, ...result }: ExecutionResult): Promise<void> => {
    const shown = errors && { errors: clientErrors(errors, caller.requestId, api.logger) };
    await send({ name: 'next', data: { ...result, ...shown }, id: cursorIn(result) });
  };
  try {
    const answers = await open(api, caller, asked);
    if (Symbol.asyncIterator in answers) {
      // While it waits for an event, a line that is gone would not be noticed.
      void closed.then(() => answers.return());
      for await (const answer of answers) await sendResult(answer);
    } else {
      const outage = answers.errors?.find(({ originalError }) => isOutage(originalError));
      if (outage !== undefined) throw outage;
      await sendResult(answers);
    }
  } catch (error) {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (isOutage(cause)) throw cause;
    const originalError = error instanceof Error ? error : undefined;
    await sendResult({ errors: [new GraphQLError('The subscription failed.', { originalError })] });
  }
  await send({ name: 'complete', data: null });
}

async function open(
  api: StreamedApi,
  caller: Caller,
  { lastEventId, ...asked }: StreamAsked,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const variables = lastEventId === null ? asked.variables : { ...asked.variables, [AFTER]: lastEventId };
  const prepared = prepareOperation(api, caller, { ...asked, variables });
  if (!('document' in prepared)) return { errors: prepared };
  const operation = getOperationAST(prepared.document, prepared.operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return { errors: [ONLY_SUBSCRIPTIONS] };
  const declared = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  if (lastEventId !== null && !declared.includes(AFTER)) return { errors: [NOWHERE_TO_GO_ON] };
  return api.subscribe(prepared);
}

const ONLY_SUBSCRIPTIONS = new GraphQLError('Only subscriptions are streamed.', {
  extensions: { code: ApolloServerErrorCode.BAD_REQUEST },
});

/** The variable whose place `Last-Event-ID` takes. */
const AFTER = 'after';
/** To begin anew would leave out, without a word, what happened since that event. */
const NOWHERE_TO_GO_ON = new GraphQLError(`Declare the variable $${AFTER}: the stream goes on behind it.`, {
  extensions: { code: CaseErrorCode.BAD_USER_INPUT, field: AFTER },
});

/** What can stand in one line of an event stream. */
const EVENT_ID = /^[\w=-]+$/;

/** The cursor of the event, if the client asked for it: browsers remember it as the event's id. */
function cursorIn({ data }: Pick<ExecutionResult, 'data'>): string | null {
  const [event] = Object.values(data ?? {});
  if (typeof event !== 'object' || event === null || !('cursor' in event)) return null;
  return typeof event.cursor === 'string' && EVENT_ID.test(event.cursor) ? event.cursor : null;
}
