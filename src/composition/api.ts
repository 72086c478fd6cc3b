import { AppEnv, type Config } from '../config';
import { ExecutionProvider } from '../embedding';
import { receiveUpload } from '../imaging';
import { APP_VERSION, createExposition, createHealth } from '../observability';
import { type ApiServer, buildApi, createServer, type MetricsPage } from '../server';
import { type Engines } from './engines';
import { createMediaOpener } from './open-any-media';
import { apiInstances, API_RESOLVERS } from './resolvers';
import { type Rooms } from './rooms';

/** The rooms behind one port. */
export function createApi(config: Config, engines: Engines, rooms: Rooms): Promise<ApiServer> {
  const { prisma, redis, index, embedder, logger, newId } = engines;
  const { server } = config;
  return createServer({
    api: buildApi(API_RESOLVERS, apiInstances(rooms)),
    settings: { ...server, secureCookies: config.appEnv !== AppEnv.DEVELOPMENT },
    authenticate: (token) => rooms.identity.authenticate(token),
    watchSignOut: rooms.signOuts.watch,
    receiveUpload: (upload) => receiveUpload(rooms.conversation.uploads, upload),
    openMedia: createMediaOpener(engines, rooms),
    health: createHealth({
      env: config.appEnv,
      version: APP_VERSION,
      standIns: rooms.standIns,
      clinicalContent: rooms.clinicalContent,
      checks: [
        { name: 'postgresql', required: true, check: () => prisma.$queryRaw`SELECT 1` },
        { name: 'redis', required: false, check: () => redis.ping() },
        { name: 'chroma', required: false, check: () => index.readActive(embedder.model.space) },
        { name: 'embedding', required: false, check: () => checkEmbedding(engines) },
      ],
      async describeEmbedding() {
        const { fallbackReason, ...device } = await engines.describeDevice();
        return { ...device, isFallback: fallbackReason !== null };
      },
      describeLanguageModel: rooms.describeLanguageModel,
    }),
    metrics: metricsPage(config, engines),
    lineMetrics: engines.metrics.lines,
    logger,
    newId,
  });
}

/** A model server that is away names itself no more; a session of this process is opened anew when it is needed. */
async function checkEmbedding({ describeDevice }: Engines): Promise<void> {
  const { provider, name } = await describeDevice();
  if (provider === ExecutionProvider.KSERVE && name === null)
    throw new Error('The inference server is away.');
}

/** Open to everybody in development, where only this machine reaches it; elsewhere to who has the token, or not there. */
function metricsPage({ appEnv, metrics }: Config, engines: Engines): MetricsPage | null {
  const { token = null } = metrics;
  if (token === null && appEnv !== AppEnv.DEVELOPMENT) return null;
  return { token, read: createExposition(engines.metrics.registry) };
}
