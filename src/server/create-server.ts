import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { type Health, type LineMetrics, type Logger } from '../observability';
import { type Api } from './build-schema';
import { createGraphQLEndpoint } from './graphql-endpoint';
import { httpErrors } from './http-errors';
import { endingAtOutage } from './ending-at-outage';
import { createLines, type LineSettings } from './lines';
import {
  type Authenticate,
  type MetricsPage,
  type OpenMedia,
  type ReceiveUpload,
  type WatchSignOut,
} from './ports';
import { type QueryLimits } from './query-limits';
import { createDocumentReader } from './read-document';
import { httpContext } from './request-context';
import { requestIds } from './request-id';
import { healthRoutes } from './routes/health';
import { mediaRoutes } from './routes/media';
import { metricsRoutes } from './routes/metrics';
import { streamRoutes } from './routes/stream';
import { uploadRoutes } from './routes/uploads';
import { createSubscribe } from './subscribe-afresh';
import { serveSubscriptions } from './subscriptions';

const GRAPHQL_PATH = '/graphql';
const STREAM_PATH = '/graphql/stream';

export interface ServerSettings extends QueryLimits, LineSettings {
  /** Reverse proxies in front, whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  readonly maxRequestBytes: number;
  /** How often the token of an open line is asked about anew. */
  readonly reauthenticateMs: number;
  readonly maxOperationsPerSocket: number;
  /** How often a line is asked whether it is still there; one that has not answered by the next time is cut. */
  readonly pingEveryMs: number;
  /** Clients that are asked to come back are spread over so long. */
  readonly reconnectSpreadMs: number;
  /** How long requests in flight may take to finish once the server is closing. */
  readonly drainTimeoutMs: number;
  /** Cookies are sent over TLS alone. */
  readonly secureCookies: boolean;
}

export interface ServerDeps {
  readonly api: Api;
  readonly settings: ServerSettings;
  readonly authenticate: Authenticate;
  readonly watchSignOut: WatchSignOut;
  readonly receiveUpload: ReceiveUpload;
  readonly openMedia: OpenMedia;
  readonly health: Health;
  /** Null: there is no such page. */
  readonly metrics: MetricsPage | null;
  readonly lineMetrics: LineMetrics;
  readonly logger: Logger;
  readonly newId: () => string;
}

export interface ApiServer {
  /** Port 0 takes a free one. Resolves to the port; rejects when it is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more connections, lets requests finish, says goodbye to subscribers. Safe to call twice. */
  close(): Promise<void>;
}

/** The API on one port: GraphQL over HTTP, WebSocket and server-sent events, uploads, media, health, metrics. */
export async function createServer(deps: ServerDeps): Promise<ApiServer> {
  const { api, settings, logger } = deps;
  const app = express();
  const httpServer = createHttpServer(app);
  const graphql = createGraphQLEndpoint({
    schema: api.schema,
    limits: settings,
    logger,
    httpServer,
    drainTimeoutMs: settings.drainTimeoutMs,
  });
  await graphql.start();
  const lines = createLines(settings, deps.lineMetrics);
  const served = {
    ...deps,
    settings: { ...deps, ...settings },
    limits: settings,
    metrics: deps.lineMetrics,
    subscribe: endingAtOutage(createSubscribe()),
    readDocument: createDocumentReader(api.schema),
    lines,
  };
  const subscriptions = serveSubscriptions({
    ...served,
    httpServer,
    path: GRAPHQL_PATH,
    maxMessageBytes: settings.maxRequestBytes,
  });

  let closing: Promise<void> | undefined;
  prepareApp(app, deps);
  app.use(healthRoutes(deps.health, () => closing !== undefined));
  app.use(metricsRoutes(deps.metrics));
  app.use(uploadRoutes(deps.authenticate, deps.receiveUpload));
  app.use(mediaRoutes(deps.openMedia));
  app.use(streamRoutes(STREAM_PATH, served));
  app.use(
    GRAPHQL_PATH,
    express.json({ limit: settings.maxRequestBytes }),
    expressMiddleware(graphql, {
      context: ({ req, res }) => httpContext({ ...deps, ...settings }, req, res),
    }),
  );
  app.use(httpErrors(logger));

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        httpServer.once('error', reject);
        httpServer.listen(port, host, () => {
          httpServer.off('error', reject);
          resolve((httpServer.address() as AddressInfo).port);
        });
      }),
    close: () => {
      if (closing === undefined) lines.endAll();
      return (closing ??= Promise.all([subscriptions.close(), graphql.stop()]).then(() => undefined));
    },
  };
}

/** What holds for every route: proxies, security headers, no caching of patients' data, request ids. */
function prepareApp(app: Express, { settings, newId }: ServerDeps): void {
  app.set('trust proxy', settings.trustedProxies);
  app.set('etag', false);
  app.use(helmet());
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(requestIds(newId));
}
