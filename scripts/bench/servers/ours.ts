import 'reflect-metadata';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { CASE_READING_RESOLVERS, createCaseReading } from '../../../src/cases';
import { createStatementNames } from '../../../src/composition/statement-names';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { createIdentity, type Identity, IdentityResolver } from '../../../src/identity';
import { UploadOutcome } from '../../../src/imaging';
import { createHealth, createLogger, createMetrics } from '../../../src/observability';
import { type Api, buildApi, createServer } from '../../../src/server';
import { systemClock } from '../../../src/time';
import { databaseUrl, serveMeasurements } from './measured-child';

/** The API as it is served, with the rooms that the measured page needs. */
async function main(): Promise<void> {
  let statements = 0;
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: databaseUrl() },
      { statementNameGenerator: createStatementNames() },
    ),
    log: process.env.BENCH_COUNT_STATEMENTS ? [{ emit: 'event', level: 'query' }] : [],
  });
  prisma.$on('query', () => (statements += 1));
  const identity = createIdentity({
    prisma,
    patientTokenKey: new Uint8Array(32),
    acceptDemoAccounts: false,
    clock: systemClock,
    newId,
    signInLimiter: { attempt: () => Promise.resolve(null), forget: () => Promise.resolve() },
    staffSessionMs: 60 * 60 * 1000,
  });
  const server = await createServer({
    api: apiOver(prisma, identity),
    settings: {
      trustedProxies: 0,
      maxRequestBytes: 100_000,
      drainTimeoutMs: 0,
      secureCookies: true,
      reauthenticateMs: 60_000,
      maxLinesPerViewer: 50,
      maxOperationsPerSocket: 50,
      maxUnsentBytes: 1_000_000,
      slowConsumerMs: 5000,
      pingEveryMs: 12_000,
      reconnectSpreadMs: 0,
      maxQueryComplexity: 20_000,
      maxQueryDepth: 12,
      maxQueryAliases: 30,
    },
    authenticate: (token) => identity.authenticate(token),
    watchSignOut: () => () => undefined,
    receiveUpload: () => Promise.resolve({ outcome: UploadOutcome.NOT_YOURS }),
    openMedia: () => Promise.resolve(null),
    health: createHealth({
      env: 'development',
      version: 'bench',
      checks: [],
      standIns: [],
      clinicalContent: [],
      describeEmbedding: () =>
        Promise.resolve({
          provider: 'cpu',
          name: null,
          memoryMiB: null,
          memoryUsedMiB: null,
          isFallback: false,
        }),
    }),
    metrics: null,
    lineMetrics: createMetrics().lines,
    logger: createLogger({ level: 'error', format: 'json' }),
    newId,
  });
  serveMeasurements({ port: await server.listen(0, '127.0.0.1'), path: '/graphql' }, () => statements);
}

function apiOver(prisma: PrismaClient, identity: Identity): Api {
  const reading = createCaseReading({
    prisma,
    clock: systemClock,
    newId,
    signMediaUrl: (key) => ({ url: key, mimeType: 'image/jpeg', expiresAt: systemClock.now() }),
    openCallbackReference: () => '',
    staffById: identity.staffById,
  });
  return buildApi(
    [IdentityResolver, ...CASE_READING_RESOLVERS],
    [new IdentityResolver(identity), ...CASE_READING_RESOLVERS.map((resolver) => new resolver(reading))],
  );
}

void main();
