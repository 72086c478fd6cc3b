import { openMedia } from '../cases';
import { AppEnv, type Config } from '../config';
import { receiveUpload } from '../imaging';
import { APP_VERSION, createHealth } from '../observability';
import { type ApiServer, buildApi, createServer } from '../server';
import { type Engines } from './engines';
import { apiInstances, API_RESOLVERS } from './resolvers';
import { type Rooms } from './rooms';

/** The rooms behind one port. */
export function createApi(config: Config, engines: Engines, rooms: Rooms): Promise<ApiServer> {
  const { prisma, redis, index, embedder, logger, media, newId } = engines;
  const { server } = config;
  return createServer({
    api: buildApi(API_RESOLVERS, apiInstances(rooms)),
    settings: { ...server, secureCookies: config.appEnv !== AppEnv.DEVELOPMENT },
    authenticate: (token) => rooms.identity.authenticate(token),
    receiveUpload: (upload) => receiveUpload(rooms.conversation.uploads, upload),
    openMedia: (address) =>
      openMedia(
        {
          prisma,
          media,
          cases: rooms.conversation.cases,
          verifyAddress: (address) => rooms.mediaAddresses.verify(address),
        },
        address,
      ),
    health: createHealth({
      env: config.appEnv,
      version: APP_VERSION,
      standIns: rooms.standIns,
      clinicalContent: rooms.clinicalContent,
      checks: [
        { name: 'postgresql', required: true, check: () => prisma.$queryRaw`SELECT 1` },
        { name: 'redis', required: false, check: () => redis.ping() },
        { name: 'chroma', required: false, check: () => index.readActive(embedder.model.sha256) },
        { name: `onnxruntime (${embedder.model.provider})`, required: false, check: () => Promise.resolve() },
      ],
    }),
    logger,
    newId,
  });
}
