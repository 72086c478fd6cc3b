import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { BEHAVE_PATH, takeBehaviours } from './behave-endpoint';
import { Behaviour } from './behaviours';
import { PredictionsShape } from './envelope';
import { makeForbiddenTexts } from './forbidden-texts';
import { makeQuestionDesk } from './question-desk';
import { makeRequestLog, type SeenRequest } from './request-log';
import { makeScript, type UndecidedRequest } from './script';
import { sendJson } from './send-json';
import { answerTokenRequest, TOKEN_PATH } from './token-endpoint';

export interface LoopbackOptions {
  /** 0: a free one. */
  readonly port?: number;
  /** What the first questions get, one each; the last one stays. By default all are answered well. */
  readonly script?: readonly Behaviour[];
  /** Speaks https with these, in PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The bearer that is demanded. By default a chat completion needs none, and Vertex AI's wires take whichever. */
  readonly apiKey?: string;
  /** How long SLOW takes; by default five seconds. */
  readonly slowMs?: number;
  /** What RATE_LIMITED asks for; by default one. */
  readonly retryAfterSeconds?: number;
  readonly predictionsShape?: PredictionsShape;
  /** False, for a server that runs for days: of a question's texts nothing is remembered. */
  readonly keepTexts?: boolean;
  /** Told of every request once its behaviour is chosen. */
  readonly onRequest?: (request: SeenRequest) => void;
}

export interface LoopbackMedGemma {
  /** Without a slash at its end; a chat completion's base is `${url}/v1`. */
  readonly url: string;
  /** Every request for an answer, in the order in which they were understood. */
  readonly requests: readonly SeenRequest[];
  /** Every breach of a wire's form, and every forbidden text. A test expects none. */
  readonly violations: readonly string[];
  /** From now on the next questions get these, one each; the last one stays. Those that hang go on hanging. */
  behave(...behaviours: readonly Behaviour[]): void;
  /** From now on each question's behaviour is chosen by what it is; null: by the script. */
  behaveBy(choose: (request: UndecidedRequest) => Behaviour | null): void;
  /** These must stand in no request from now on, in upper or lower case. */
  forbid(texts: readonly string[]): void;
  /** Lets all questions go that hang now: they are answered well. */
  release(): void;
  /** How many questions were open at once, at most. */
  mostAtOnce(): number;
  /** Resolves as soon as there have been that many requests since the start. */
  waitForRequests(count: number): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_SLOW_MS = 5000;

/**
 * A server on this machine that speaks the three wires of MedGemma, refuses every request that does not keep to its wire's
 * form, and answers the others from a script. It reads whole requests into memory and is for tests and development alone.
 */
export async function startLoopbackMedGemma(options: LoopbackOptions = {}): Promise<LoopbackMedGemma> {
  const log = makeRequestLog();
  const script = makeScript(options.script ?? [Behaviour.GOOD]);
  const forbidden = makeForbiddenTexts();
  const violations: string[] = [];
  const desk = makeQuestionDesk({
    log,
    script,
    forbidden,
    violations,
    apiKey: options.apiKey ?? null,
    slowMs: options.slowMs ?? DEFAULT_SLOW_MS,
    retryAfterSeconds: options.retryAfterSeconds ?? 1,
    predictionsShape: options.predictionsShape ?? PredictionsShape.OBJECT,
    keepTexts: options.keepTexts ?? true,
    onRequest: options.onRequest ?? (() => undefined),
  });

  const listener: RequestListener = (request, response) => {
    void buffer(request)
      .then((body) => {
        if (request.url === TOKEN_PATH) return answerTokenRequest(request, body, response);
        if (request.url === BEHAVE_PATH) return takeBehaviours(script, body, response);
        return desk.answer(request, body, response);
      })
      .catch((thrown: unknown) => {
        // A client that went away while it was still sending is no fault; anything else of ours must fail a test.
        if (!request.complete) return;
        violations.push(
          `loopback: failed by itself: ${thrown instanceof Error ? thrown.message : 'unknown'}`,
        );
        sendJson(response, 500, {});
      });
  };
  const server = options.tls ? createHttpsServer(options.tls, listener) : createHttpServer(listener);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests: log.requests,
    violations,
    behave: (...behaviours) => script.set(behaviours),
    behaveBy: (choose) => script.chooseBy(choose),
    forbid: (texts) => forbidden.add(texts),
    release: () => desk.release(),
    mostAtOnce: () => desk.mostAtOnce(),
    waitForRequests: (count) => log.waitFor(count),
    async close() {
      desk.release();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
