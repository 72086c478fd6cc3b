import express, { type Request, type Response, Router } from 'express';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { CaseErrorCode, type Viewer } from '../../domain';
import { type LineMetrics } from '../../observability';
import { askedOf, type StreamAsked } from '../asked';
import { tokenOf } from '../bearer-token';
import { openEventResponse } from '../event-response';
import { errorBody } from '../http-errors';
import { LineEnding, reconnectAfterMs, Transport } from '../line-ending';
import { type Lines } from '../lines';
import { type Caller } from '../operation';
import { isOutage } from '../outage';
import { requestIdOf } from '../request-id';
import { sendAnswers, type StreamedApi } from '../streamed-answers';
import { type TokenWatching, watchToken } from '../watch-token';

const EVENT_STREAM = 'text/event-stream';
/** When somebody who holds too many lines may try again. */
const RETRY_AFTER_SECONDS = 30;

interface StreamDeps extends StreamedApi {
  readonly settings: TokenWatching & {
    readonly maxRequestBytes: number;
    readonly pingEveryMs: number;
    readonly reconnectSpreadMs: number;
  };
  readonly lines: Lines;
  readonly metrics: LineMetrics;
}

/**
 * `GET` and `POST /graphql/stream`: one subscription as server-sent events, in the words of graphql-sse's "distinct
 * connections" mode: `next` with an execution result, `complete`. Who may not ask, or holds too many lines, is told so by
 * HTTP. Everything else is told in the stream, for a browser's EventSource shows nothing of a response that failed, and
 * never comes back after one.
 */
export function streamRoutes(path: string, deps: StreamDeps): Router {
  const router = Router();
  router
    .route(path)
    .head((_request, response) => refuseMethod(response)) // or Express would have it opened as by GET
    .get((request, response) => receive(deps, request, response))
    .post(express.json({ limit: deps.settings.maxRequestBytes }), (request, response) =>
      receive(deps, request, response),
    )
    .all((_request, response) => refuseMethod(response));
  return router;
}

async function receive(deps: StreamDeps, request: Request, response: Response): Promise<void> {
  const { BAD_REQUEST } = ApolloServerErrorCode;
  if (!request.accepts(EVENT_STREAM)) {
    refuse(response, 406, BAD_REQUEST, `Only ${EVENT_STREAM} is spoken here.`);
    return;
  }
  // What another site's form can send is not read (see the API guide on cookies).
  if (request.method === 'POST' && !request.is('application/json')) {
    refuse(response, 415, BAD_REQUEST, 'The body must be application/json.');
    return;
  }
  const asked = askedOf(request);
  if (asked === null) {
    refuse(response, 400, BAD_REQUEST, 'The request cannot be read.');
    return;
  }
  const bearerToken = tokenOf(request.headers);
  let viewer: Viewer | null;
  try {
    viewer = await deps.settings.authenticate(bearerToken);
  } catch (error) {
    if (!isOutage(error)) throw error;
    sendAway(deps, response, LineEnding.OUT_OF_REACH);
    return;
  }
  if (viewer === null || bearerToken === null) {
    response.set('WWW-Authenticate', 'Bearer');
    refuse(response, 401, CaseErrorCode.UNAUTHENTICATED, 'Sign in first.');
    return;
  }
  const requestId = requestIdOf(response);
  await stream(deps, { viewer, bearerToken, requestId, clientAddress: request.ip ?? '' }, asked, response);
}

/** Holds the line until the subscription or the line ends. */
async function stream(
  deps: StreamDeps,
  caller: Caller & { readonly bearerToken: string },
  asked: StreamAsked,
  response: Response,
): Promise<void> {
  const { settings, lines, metrics } = deps;
  const end = (ending: LineEnding): void => {
    if (response.writableEnded || response.destroyed) return;
    metrics.onLineEnded(ending);
    // A client that takes nothing would not take these words either.
    if (ending === LineEnding.SLOW) events.cut();
    else events.end(reconnectAfterMs(ending, settings.reconnectSpreadMs));
  };
  const entered = lines.enter({
    transport: Transport.EVENT_STREAM,
    viewerId: caller.viewer.id,
    operations: () => 1,
    unsentBytes: () => response.writableLength,
    end,
  });
  if (!entered.ok) {
    sendAway(deps, response, entered.error);
    return;
  }
  const events = openEventResponse(response, settings.pingEveryMs);
  const stopWatching = watchToken(settings, caller.bearerToken, caller.viewer, end);
  void events.closed.then(stopWatching).then(entered.value);
  try {
    await sendAnswers(deps, caller, asked, events);
  } catch (error) {
    if (!isOutage(error)) throw error;
    // Without `complete` a client comes back by itself.
    end(LineEnding.OUT_OF_REACH);
  } finally {
    events.end(null);
  }
}

/** Does not let somebody in, and says when to come back. */
function sendAway({ settings, metrics }: StreamDeps, response: Response, ending: LineEnding): void {
  metrics.onLineEnded(ending);
  if (ending !== LineEnding.TOO_MANY) {
    const afterMs = reconnectAfterMs(ending, settings.reconnectSpreadMs);
    openEventResponse(response, settings.pingEveryMs).end(afterMs);
    return;
  }
  const retryAfterSeconds = RETRY_AFTER_SECONDS;
  response.set('Retry-After', String(retryAfterSeconds)).status(429);
  response.json(
    errorBody(CaseErrorCode.RATE_LIMITED, 'Too many open subscribers of one account.', { retryAfterSeconds }),
  );
}

function refuseMethod(response: Response): void {
  response.set('Allow', 'GET, POST');
  refuse(response, 405, ApolloServerErrorCode.BAD_REQUEST, 'A stream is asked for by GET or POST.');
}

function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json(errorBody(code, message));
}
