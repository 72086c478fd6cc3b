import { type IncomingMessage, type ServerResponse } from 'node:http';
import { err, type Result } from '../../src/domain';
import { answerText } from './answer-text';
import { Behaviour, behaviourQuotedIn } from './behaviours';
import { fitsSchema } from './check-request/answer-schema';
import { type AskedQuestion, malformed, SchemaField, type Violation } from './check-request/asked-question';
import { checkRequest, wireOfPath } from './check-request/check-request';
import { errorEnvelope, type PredictionsShape } from './envelope';
import { type ForbiddenTexts } from './forbidden-texts';
import { playBehaviour } from './play-behaviour';
import { type RequestLog, type SeenRequest } from './request-log';
import { type Script } from './script';
import { sendJson } from './send-json';

export interface QuestionDeskDeps {
  readonly log: RequestLog;
  readonly script: Script;
  readonly forbidden: ForbiddenTexts;
  /** Breaches are added to it. */
  readonly violations: string[];
  readonly apiKey: string | null;
  readonly slowMs: number;
  readonly retryAfterSeconds: number;
  readonly predictionsShape: PredictionsShape;
  readonly keepTexts: boolean;
  readonly onRequest: (request: SeenRequest) => void;
}

/** Where questions are checked, noted and answered. */
export interface QuestionDesk {
  answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void>;
  /** Lets all questions go that hang now. */
  release(): void;
  mostAtOnce(): number;
}

/** A desk that nobody has come to yet. */
export function makeQuestionDesk(deps: QuestionDeskDeps): QuestionDesk {
  const hanging = new Set<() => void>();
  let open = 0;
  let mostOpen = 0;

  return {
    async answer(request, body, response) {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      const connection = watchConnection(response);
      connection.gone.addEventListener('abort', () => (open -= 1), { once: true });
      const head = headOf(request, body, connection.abandoned);
      const read = await readQuestion(request, body, deps);
      if (!read.ok) return refuse(response, head, read.error, deps);
      await answerQuestion(response, head, read.value, connection.gone);
    },
    release() {
      for (const letGo of hanging) letGo();
      hanging.clear();
    },
    mostAtOnce: () => mostOpen,
  };

  function answerQuestion(
    response: ServerResponse,
    head: RequestHead,
    question: AskedQuestion,
    gone: AbortSignal,
  ): Promise<void> {
    const { wire, hasPicture, schemaField } = question;
    const questionText = textOf(question);
    const undecided = {
      ...head,
      text: deps.keepTexts ? questionText : '',
      hasPicture,
      schemaField,
      isRepair: behaviourQuotedIn(questionText) !== null,
    };
    const behaviour = deps.script.next(undecided, questionText);
    note({ ...undecided, behaviour }, deps);
    const { predictionsShape, slowMs, retryAfterSeconds } = deps;
    return playBehaviour(behaviour, response, {
      envelope: { wire, modelId: 'loopback', predictionsShape, questionText, hasPicture },
      schemaField,
      slowMs,
      retryAfterSeconds,
      released: () => new Promise((resolve) => hanging.add(resolve)),
      gone,
    });
  }
}

type RequestHead = Pick<SeenRequest, 'at' | 'path' | 'bytes' | 'authorization' | 'wire' | 'abandoned'>;

function headOf(request: IncomingMessage, body: Buffer, abandoned: Promise<void>): RequestHead {
  const path = request.url ?? '';
  const authorization = request.headers.authorization ?? null;
  return { at: new Date(), path, bytes: body.length, authorization, wire: wireOfPath(path), abandoned };
}

/** When a connection's answer has been sent, or nobody waits for it any more. */
function watchConnection(response: ServerResponse): { gone: AbortSignal; abandoned: Promise<void> } {
  const gone = new AbortController();
  const abandoned = new Promise<void>((resolve) => {
    response.once('close', () => {
      gone.abort();
      if (!response.writableFinished) resolve();
    });
  });
  return { gone: gone.signal, abandoned };
}

async function readQuestion(
  request: IncomingMessage,
  body: Buffer,
  { apiKey, forbidden }: QuestionDeskDeps,
): Promise<Result<AskedQuestion, readonly Violation[]>> {
  const { method = '', url: path = '', headers } = request;
  const checked = await checkRequest({ method, path, headers, body }, apiKey);
  if (!checked.ok) return checked;
  const breaches = breachesOf(checked.value, forbidden);
  return breaches.length > 0 ? err(breaches) : checked;
}

function refuse(
  response: ServerResponse,
  head: RequestHead,
  found: readonly Violation[],
  deps: QuestionDeskDeps,
): void {
  const unread = { text: '', hasPicture: false, schemaField: SchemaField.NONE, isRepair: false };
  deps.violations.push(...found.map(({ what }) => what));
  note({ ...head, ...unread, behaviour: null }, deps);
  const status = found[0]?.status ?? 400;
  const words = found.map(({ what }) => what).join('; ');
  sendJson(response, status, errorEnvelope(head.wire, status, words));
}

function note(request: SeenRequest, { log, onRequest }: QuestionDeskDeps): void {
  log.add(request);
  onRequest(request);
}

/** What is wrong with a well-formed question: forbidden words, or a schema that no good answer fits. */
function breachesOf(question: AskedQuestion, forbidden: ForbiddenTexts): Violation[] {
  const text = textOf(question);
  const breaches = forbidden.foundIn(text).map((one) => malformed(`forbidden: “${one}” is in the request`));
  const good: unknown = JSON.parse(answerText(Behaviour.GOOD, text));
  if (question.schema !== null && !fitsSchema(question.schema, good)) {
    breaches.push(malformed('schema: a good answer does not fit it'));
  }
  return breaches;
}

function textOf({ system, user }: AskedQuestion): string {
  return `${system}\n${user}`;
}
