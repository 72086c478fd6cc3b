import { type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerText, endlessAnswer } from './answer-text';
import { Behaviour, markerOf } from './behaviours';
import { SchemaField } from './check-request/asked-question';
import { type EnvelopeFacts, envelopeOf, errorEnvelope } from './envelope';
import { sendJson } from './send-json';

const MILLION_TOKENS_BYTES = 8 * 1024 * 1024;

/** How a question is answered: in which envelope, how late, and when to give up. */
export interface Stage {
  readonly envelope: EnvelopeFacts;
  readonly schemaField: SchemaField;
  readonly slowMs: number;
  readonly retryAfterSeconds: number;
  /** Resolves when those that hang now are let go. */
  readonly released: () => Promise<void>;
  /** Aborted when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

/** Answers one question, or fails to, as the behaviour says. Never rejects because the client has gone. */
export async function playBehaviour(
  behaviour: Behaviour,
  response: ServerResponse,
  stage: Stage,
): Promise<void> {
  const { wire } = stage.envelope;
  const refuse = (status: number, headers: Record<string, string> = {}): void =>
    sendJson(response, status, errorEnvelope(wire, status, markerOf(behaviour)), headers);
  switch (behaviour) {
    case Behaviour.SLOW:
      await sleep(stage.slowMs, undefined, { signal: stage.gone }).catch(() => undefined);
      return answer(behaviour, response, stage);
    case Behaviour.HANG:
      await stage.released();
      return answer(behaviour, response, stage);
    case Behaviour.RATE_LIMITED:
      return refuse(429, { 'retry-after': String(stage.retryAfterSeconds) });
    case Behaviour.SERVER_ERROR:
      return refuse(500);
    case Behaviour.CUT:
      return cut(response, bodyOf(behaviour, stage));
    case Behaviour.GARBAGE_ENVELOPE:
      return sendJson(response, 200, { choices: markerOf(behaviour), predictions: 7, candidates: null });
    case Behaviour.MILLION_TOKENS:
      return pour(response, stage);
    case Behaviour.NO_JSON_SCHEMA:
      if (stage.schemaField === SchemaField.RESPONSE_FORMAT) return refuse(400);
      return answer(behaviour, response, stage);
    case Behaviour.PROMPT_ONLY:
      if (stage.schemaField !== SchemaField.NONE) return refuse(400);
      return answer(behaviour, response, stage);
    default:
      return answer(behaviour, response, stage);
  }
}

function bodyOf(behaviour: Behaviour, { envelope }: Stage): object {
  return envelopeOf(answerText(behaviour, envelope.questionText), envelope);
}

function answer(behaviour: Behaviour, response: ServerResponse, stage: Stage): void {
  sendJson(response, 200, bodyOf(behaviour, stage));
}

function cut(response: ServerResponse, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
}

/** Eight megabytes, piece by piece and no faster than they are read. */
async function pour(response: ServerResponse, { envelope }: Stage): Promise<void> {
  const place = 'the-answer-stands-here';
  const [head = '', tail = ''] = JSON.stringify(envelopeOf(place, envelope)).split(place);
  function* pieces(): Generator<string> {
    yield head;
    yield* endlessAnswer(MILLION_TOKENS_BYTES);
    yield tail;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  await pipeline(Readable.from(pieces()), response).catch(() => undefined);
}
