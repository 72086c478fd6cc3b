import { type z } from 'zod';
import { serverError, ServerFault } from './kserve-error';
import { createHttpConnections, type HttpReply, type HttpRequest } from './kserve-http';
import {
  modelConfig,
  type ModelConfig,
  modelMetadata,
  type ModelMetadata,
  serverMetadata,
  type ServerMetadata,
} from './kserve-model';
import { retryWithin } from './kserve-retry';

/** The Open Inference Protocol (KServe v2) over HTTP, for one model. Every call rejects with a fault (kserve-error.ts). */
export interface KServeClient {
  /** Resolves if the model is loaded. */
  ready(): Promise<void>;
  server(): Promise<ServerMetadata>;
  model(): Promise<ModelMetadata>;
  /** For servers with the model configuration extension. */
  config(): Promise<ModelConfig>;
  /** `recheck` is asked before another attempt on a server that was out of reach: it may be another one now. */
  infer(
    request: Pick<HttpRequest, 'headers' | 'body'>,
    recheck: (leftMs: number) => Promise<void>,
  ): Promise<HttpReply>;
  /** The same server and connections, with another time for each call. */
  within(timeoutMs: number): KServeQuestions;
  close(): void;
}

/** What a server is asked about itself and its model. */
export type KServeQuestions = Pick<KServeClient, 'ready' | 'server' | 'model' | 'config'>;

/** Nothing is connected yet. `timeoutMs` is for a whole call, with all its attempts. */
export function createKServeClient(url: string, modelName: string, timeoutMs: number): KServeClient {
  const connections = createHttpConnections(url);
  const path = `v2/models/${encodeURIComponent(modelName)}`;

  const sendWithin = (
    budgetMs: number,
    request: HttpRequest,
    beforeAnother?: (fault: ServerFault, leftMs: number) => Promise<void>,
  ): Promise<HttpReply> =>
    retryWithin({ budgetMs, beforeAnother }, async (leftMs) =>
      successful(await connections.send(request, leftMs)),
    );

  const within = (budgetMs: number): KServeQuestions => {
    const ask = async <T extends z.ZodType>(schema: T, from: string): Promise<z.infer<T>> =>
      understood(schema, await sendWithin(budgetMs, { method: 'GET', path: from }));
    return {
      async ready() {
        await sendWithin(budgetMs, { method: 'GET', path: `${path}/ready` });
      },
      server: () => ask(serverMetadata, 'v2'),
      model: () => ask(modelMetadata, path),
      config: () => ask(modelConfig, `${path}/config`),
    };
  };
  return {
    ...within(timeoutMs),
    within,
    infer(request, recheck) {
      let isSuspect = false;
      const beforeAnother = async (fault: ServerFault, leftMs: number): Promise<void> => {
        isSuspect ||= fault === ServerFault.UNREACHABLE;
        if (isSuspect) await recheck(leftMs);
        isSuspect = false;
      };
      return sendWithin(timeoutMs, { method: 'POST', path: `${path}/infer`, ...request }, beforeAnother);
    },
    close: () => connections.close(),
  };
}

function successful(reply: HttpReply): HttpReply {
  const { status } = reply;
  if (status === 200) return reply;
  const isBusy = status === 503 || status === 429;
  throw serverError(
    isBusy ? ServerFault.BUSY : ServerFault.REFUSED,
    `The inference server answered with status ${status}.`,
  );
}

function understood<T extends z.ZodType>(schema: T, reply: HttpReply): z.infer<T> {
  try {
    return schema.parse(JSON.parse(reply.body.toString('utf8')));
  } catch {
    throw serverError(ServerFault.WRONG_ANSWER, 'The inference server does not speak KServe v2.');
  }
}
