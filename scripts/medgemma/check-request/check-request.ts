import { type IncomingHttpHeaders } from 'node:http';
import { err, type Result } from '../../../src/domain';
import { type AskedQuestion, LoopbackWire, malformed, type Violation } from './asked-question';
import { readOpenAiChat } from './openai-chat';
import { readVertexGenerate } from './vertex-generate';
import { readVertexPredict } from './vertex-predict';

/** What a dedicated endpoint on Vertex AI takes; the others have no lower limit. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

const RESOURCE = 'projects/[^/]+/locations/[^/]+';
const VERTEX_CHAT = new RegExp(`^/v1(beta1)?/${RESOURCE}/endpoints/[^/]+/chat/completions$`);
const PATHS: readonly (readonly [LoopbackWire, RegExp])[] = [
  [LoopbackWire.OPENAI, /^\/v1\/chat\/completions$/],
  [LoopbackWire.OPENAI, VERTEX_CHAT],
  [LoopbackWire.VERTEX_PREDICT, new RegExp(`^/v1/${RESOURCE}/endpoints/[^/:]+:predict$`)],
  [
    LoopbackWire.VERTEX_GENERATE,
    new RegExp(`^/v1/${RESOURCE}/(endpoints|publishers/[^/]+/models)/[^/:]+:generateContent$`),
  ],
];

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Which wire a path belongs to; null: none. */
export function wireOfPath(path: string): LoopbackWire | null {
  return PATHS.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

/**
 * A question, if the request keeps to the form of its wire in every respect; else every breach that was found.
 * @param apiKey what must be the bearer; null: a server on one's own machine may be asked without one, Vertex AI with whichever.
 */
export async function checkRequest(
  request: ReceivedRequest,
  apiKey: string | null,
): Promise<Result<AskedQuestion, readonly Violation[]>> {
  const wire = wireOfPath(request.path);
  if (wire === null) return err([{ status: 404, what: 'path: belongs to no wire' }]);
  const violations = checkHead(request, wire, apiKey);
  if (violations.length > 0) return err(violations);
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    return err([malformed('body: is no JSON')]);
  }
  return readBody(wire, request.path, body);
}

function readBody(
  wire: LoopbackWire,
  path: string,
  body: unknown,
): Promise<Result<AskedQuestion, readonly Violation[]>> {
  switch (wire) {
    case LoopbackWire.OPENAI:
      return readOpenAiChat(body, VERTEX_CHAT.test(path));
    case LoopbackWire.VERTEX_PREDICT:
      return readVertexPredict(body);
    case LoopbackWire.VERTEX_GENERATE:
      return readVertexGenerate(body);
  }
}

function checkHead(request: ReceivedRequest, wire: LoopbackWire, apiKey: string | null): Violation[] {
  const { method, headers, body } = request;
  const violations: Violation[] = [];
  if (method !== 'POST') violations.push({ status: 405, what: 'method: is not POST' });
  if (!/^application\/json(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '')) {
    violations.push({ status: 415, what: 'content-type: is not application/json' });
  }
  if (body.length > MAX_BODY_BYTES) violations.push({ status: 413, what: `body: ${body.length} bytes` });
  const mayBeAnonymous = wire === LoopbackWire.OPENAI && apiKey === null;
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (headers.authorization === undefined) {
    if (!mayBeAnonymous) violations.push({ status: 401, what: 'authorization: is missing' });
  } else if (bearer === undefined) {
    violations.push({ status: 401, what: 'authorization: is no bearer token' });
  } else if (apiKey !== null && bearer !== apiKey) {
    violations.push({ status: 401, what: 'authorization: is not the key that was agreed on' });
  }
  return violations;
}
