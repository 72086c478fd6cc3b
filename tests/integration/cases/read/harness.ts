import { PrismaPg } from '@prisma/adapter-pg';
import { type ExecutionResult, graphql } from 'graphql';
import { Client } from 'pg';
import { type GeneratedHouse, generateCases } from '../../../../scripts/bench/generate-cases';
import { CASE_READING_RESOLVERS, createCaseReading } from '../../../../src/cases';
import { Role, type Viewer } from '../../../../src/domain';
import { PrismaClient } from '../../../../src/generated/prisma/client';
import { createLoaderRegistry, type RequestContext } from '../../../../src/graphql';
import { hashToken, type Identity, IdentityResolver } from '../../../../src/identity';
import { type Api, buildApi } from '../../../../src/server';
import { type Clock } from '../../../../src/time';
import { createTestDatabase } from '../../../support/database';
import { openIdentity } from '../../../support/identity';

const NOW = new Date('2026-06-01T08:00:00Z');
const TOKEN = 'a-clinicians-token';

/** Generated cases behind the real resolvers, without the HTTP server in front of them. */
export interface ReadingHarness extends GeneratedHouse {
  readonly prisma: PrismaClient;
  /** A clinician of the first two facilities; the others are somebody else's. */
  readonly clinician: Viewer;
  readonly identity: Identity;
  readonly token: string;
  /** The SQL statements since the last call. */
  takeStatements(): string[];
  run(query: string, variables?: Record<string, unknown>, viewer?: Viewer | null): Promise<ExecutionResult>;
  close(): Promise<void>;
}

export async function openReading(options: { cases: number; facilities: number }): Promise<ReadingHarness> {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const house = await generateCases(client, options);
  await client.end();

  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: database.url }),
    log: [{ emit: 'event', level: 'query' }],
  });
  const statements: string[] = [];
  prisma.$on('query', ({ query }) => statements.push(query));

  let lastId = 0;
  const clock = { now: () => NOW };
  const newId = (): string => `01920000-0000-7000-8000-${(++lastId).toString().padStart(12, '0')}`;
  const identity = openIdentity(prisma, { acceptDemoAccounts: false, clock, newId });
  await prisma.staffSession.create({
    data: {
      id: newId(),
      staffId: house.clinicianId,
      tokenHash: hashToken(TOKEN),
      expiresAt: new Date(NOW.getTime() + 60_000),
    },
  });
  const api = apiOver(prisma, identity, clock, newId);
  const clinician: Viewer = {
    id: house.clinicianId,
    role: Role.CLINICIAN,
    displayName: 'Generated Clinician',
    facilityIds: house.facilityIds.slice(0, 2),
    session: null,
  };
  return {
    ...house,
    prisma,
    clinician,
    identity,
    token: TOKEN,
    takeStatements: () => statements.splice(0),
    run: (source, variableValues, viewer = clinician) =>
      graphql({ schema: api.schema, source, variableValues, contextValue: contextOf(api, viewer) }),
    close: async () => {
      await prisma.$disconnect();
      await database.drop();
    },
  };
}

function apiOver(prisma: PrismaClient, identity: Identity, clock: Clock, newId: () => string): Api {
  const reading = createCaseReading({
    prisma,
    clock,
    newId,
    signMediaUrl: (key) => ({ url: `/media/${key}?signed`, mimeType: 'image/jpeg', expiresAt: NOW }),
    openCallbackReference: ({ callbackReference }) => `opened ${callbackReference.length} bytes`,
    staffById: identity.staffById,
  });
  return buildApi(
    [IdentityResolver, ...CASE_READING_RESOLVERS],
    [new IdentityResolver(identity), ...CASE_READING_RESOLVERS.map((resolver) => new resolver(reading))],
  );
}

function contextOf(api: Api, viewer: Viewer | null): RequestContext {
  return {
    viewer,
    requestId: 'test',
    bearerToken: null,
    clientAddress: '',
    loaders: createLoaderRegistry(),
    instanceOf: (resolver) => api.instanceOf(resolver),
    setSessionCookie: () => undefined,
  };
}
