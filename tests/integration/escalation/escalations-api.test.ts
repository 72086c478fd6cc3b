import { type ExecutionResult, graphql, parse, subscribe } from 'graphql';
import { createClient } from 'redis';
import { v7 as newId } from 'uuid';
import { Role, type Viewer } from '../../../src/domain';
import { cursorOf, type EventStream, startEventStream } from '../../../src/escalation';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createLoaderRegistry, type RequestContext } from '../../../src/graphql';
import { type Api } from '../../../src/server';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import {
  appendEvent,
  connect,
  openCase,
  openFacility,
  PLAIN_EVENT,
  take,
  type WrittenCase,
} from './case-events';
import { apiOn } from './escalation-api';

const NOW = new Date('2026-03-01T10:10:00Z');
const ACKNOWLEDGE = `mutation ($id: ID!) {
  acknowledgeEscalation(input: { escalationId: $id, note: "On my way." }) {
    status acknowledgedAt acknowledgedBy { id displayName facilities { name } } case { number escalations { status } }
  }
}`;
const LIST = `query ($first: Int, $after: Cursor, $filter: EscalationFilter) {
  escalations(first: $first, after: $after, filter: $filter) {
    totalCount streamCursor pageInfo { hasNextPage endCursor } edges { node { id urgency case { number } } }
  }
}`;
const WATCH = `subscription ($after: Cursor, $filter: EscalationEventFilter) {
  escalationEvents(after: $after, filter: $filter) {
    cursor kind caseNumber status urgency tier escalation { status }
  }
}`;

describe('escalations over the API', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let redis: ReturnType<typeof createClient>;
  let stream: EventStream;
  let api: Api;
  let north: string;
  let south: string;
  let clinician: Viewer;

  beforeEach(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    redis = createClient({ url: process.env.REDIS_URL });
    await redis.connect();
    const clock = { now: () => NOW };
    const logger = { warn: () => undefined };
    stream = await startEventStream({
      prisma,
      databaseUrl: database.url,
      redis,
      keyPrefix: `${newId()}:`,
      logger,
    });
    stream.startNumbering();
    api = apiOn({ prisma, stream, clock });
    [north, south] = [await openFacility(prisma, 'North'), await openFacility(prisma, 'South')];
    clinician = await joinStaff('Dr North', [north]);
  });

  afterEach(async () => {
    await stream.stop();
    redis.destroy();
    await prisma.$disconnect();
    await database.drop();
  });

  async function joinStaff(displayName: string, facilityIds: string[]): Promise<Viewer> {
    const [id, role] = [newId(), Role.CLINICIAN];
    const memberships = { create: facilityIds.map((facilityId) => ({ facilityId })) };
    const account = { email: `${id}@demo.test`, passwordHash: '', displayName, role, memberships };
    await prisma.staff.create({ data: { id, ...account } });
    return { id, role, displayName, facilityIds, session: null };
  }

  const contextOf = (viewer: Viewer | null): RequestContext => ({
    viewer,
    requestId: newId(),
    bearerToken: null,
    clientAddress: '::1',
    loaders: createLoaderRegistry(),
    instanceOf: (resolver) => api.instanceOf(resolver),
    setSessionCookie: () => undefined,
  });

  async function ask(viewer: Viewer | null, source: string, variableValues: Record<string, unknown> = {}) {
    const result = await graphql({
      schema: api.schema,
      source,
      variableValues,
      contextValue: contextOf(viewer),
    });
    return { data: plain(result.data), code: result.errors?.[0]?.extensions.code };
  }

  async function watch(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}) {
    const document = parse(source);
    const args = { schema: api.schema, document, variableValues, contextValue: contextOf(viewer) };
    const opened = await subscribe(args);
    if (Symbol.asyncIterator in opened) return opened as AsyncGenerator<ExecutionResult>;
    throw new Error(String(opened.errors?.[0]?.extensions.code));
  }

  const raise = async (written: WrittenCase, event = {}): Promise<void> => {
    await prisma.$transaction((tx) => appendEvent(tx, written, event));
    stream.wakeRelay();
  };

  it('lists what is most urgent, then what waits longest, page by page and of home alone', async () => {
    const at = (minute: number): Date => new Date(NOW.getTime() + minute * 60_000);
    const late = await openCase(prisma, north, 'URGENT', at(2));
    const early = await openCase(prisma, north, 'URGENT', at(1));
    const worst = await openCase(prisma, north, 'EMERGENCY', at(3));
    await openCase(prisma, south, 'EMERGENCY', at(0));

    const first = await ask(clinician, LIST, { first: 2 });
    expect(first.data.escalations).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(idsOf(first.data)).toEqual([worst.escalationId, early.escalationId]);
    const after = first.data.escalations.pageInfo.endCursor;
    const second = await ask(clinician, LIST, { first: 2, after });
    expect(second.data.escalations.pageInfo.hasNextPage).toBe(false);
    expect(idsOf(second.data)).toEqual([late.escalationId]);
  });

  it('filters by status, urgency and facility; a foreign facility has nothing', async () => {
    const urgent = await openCase(prisma, north, 'URGENT');
    const worst = await openCase(prisma, north, 'EMERGENCY');
    await prisma.escalation.update({ where: { id: worst.escalationId }, data: { status: 'ACKNOWLEDGED' } });
    await openCase(prisma, south);
    const listed = async (filter: object) => idsOf((await ask(clinician, LIST, { filter })).data);
    expect(await listed({ status: ['OPEN', 'RESOLVED'] })).toEqual([urgent.escalationId]);
    expect(await listed({ urgency: ['EMERGENCY'] })).toEqual([worst.escalationId]);
    expect(await listed({ facilityId: north.toUpperCase() })).toEqual([
      worst.escalationId,
      urgent.escalationId,
    ]);
    expect(await listed({ facilityId: south })).toEqual([]);
  });

  it.each([
    [Role.KIOSK, LIST, 'FORBIDDEN'],
    [Role.PATIENT, LIST, 'FORBIDDEN'],
    [Role.PARTNER, ACKNOWLEDGE, 'FORBIDDEN'],
    [Role.RESPONDER, ACKNOWLEDGE, undefined],
  ])('lets %s do what the policy allows', async (role, operation, code) => {
    const { escalationId } = await openCase(prisma, north);
    expect((await ask({ ...clinician, role }, operation, { id: escalationId })).code).toBe(code);
  });

  it('says NOT_FOUND of what is not there, not an id, or not ours', async () => {
    const { escalationId } = await openCase(prisma, south);
    for (const id of [escalationId, newId(), 'nothing']) {
      expect((await ask(clinician, ACKNOWLEDGE, { id })).code).toBe('NOT_FOUND');
    }
    expect((await ask(null, LIST)).code).toBe('UNAUTHENTICATED');
  });

  it('says who acknowledged, once, and tells those who watch', async () => {
    const written = await openCase(prisma, north);
    const events = await watch(clinician, WATCH, { after: cursorOf({ position: 0 }) });
    const [first, again] = [
      await ask(clinician, ACKNOWLEDGE, { id: written.escalationId }),
      await ask(await joinStaff('Dr Late', [north]), ACKNOWLEDGE, { id: written.escalationId }),
    ];
    expect(first.data.acknowledgeEscalation).toEqual({
      status: 'ACKNOWLEDGED',
      acknowledgedAt: NOW.toISOString(),
      acknowledgedBy: { id: clinician.id, displayName: 'Dr North', facilities: [{ name: 'North' }] },
      case: { number: `PAA-${written.id}`, escalations: [{ status: 'ACKNOWLEDGED' }] },
    });
    expect(again.data).toEqual(first.data);
    const [heard] = await take(events, 1);
    expect(plain(heard?.data).escalationEvents).toMatchObject({
      kind: 'ACKNOWLEDGED',
      status: 'ACKNOWLEDGED',
    });
    expect(await prisma.caseEvent.count()).toBe(1);
  });

  it("does not disclose a colleague's other facilities", async () => {
    const written = await openCase(prisma, north);
    const everywhere = await joinStaff('Dr Everywhere', [north, south]);
    await ask(everywhere, ACKNOWLEDGE, { id: written.escalationId });
    const seen = await ask(clinician, ACKNOWLEDGE, { id: written.escalationId });
    expect(seen.data.acknowledgeEscalation.acknowledgedBy).toEqual({
      id: everywhere.id,
      displayName: 'Dr Everywhere',
      facilities: [{ name: 'North' }],
    });
  });

  it('replays an event as it was, beside the escalation as it is', async () => {
    const written = await openCase(prisma, north);
    await raise(written);
    const after = cursorOf({ position: 0 });
    const live = await take(await watch(clinician, WATCH, { after }), 1);
    await ask(clinician, ACKNOWLEDGE, { id: written.escalationId });
    const replayed = await take(await watch(clinician, WATCH, { after }), 1);
    const [before, now] = [live, replayed].map(([result]) => plain(result?.data).escalationEvents);
    expect(before).toMatchObject({ kind: 'RAISED', status: 'OPEN', escalation: { status: 'OPEN' } });
    expect(now).toEqual({ ...before, escalation: { status: 'ACKNOWLEDGED' } });
  });

  it("misses nothing between a list and a subscription from the list's cursor", async () => {
    const written = await openCase(prisma, north);
    const { streamCursor } = (await ask(clinician, LIST)).data.escalations;
    await raise(written);
    const [heard] = await take(await watch(clinician, WATCH, { after: streamCursor }), 1);
    expect(plain(heard?.data).escalationEvents).toMatchObject({ caseNumber: `PAA-${written.id}` });
  });

  it('watches every event of the cases, and one case as it changes', async () => {
    const [written, other] = [await openCase(prisma, north), await openCase(prisma, north)];
    const after = cursorOf({ position: 0 });
    const events = await watch(
      clinician,
      `subscription ($after: Cursor, $filter: CaseEventFilter) {
        caseEvents(after: $after, filter: $filter) { kind summary case { id } }
      }`,
      { after, filter: { kinds: ['utterance.heard'] } },
    );
    const changes = await watch(clinician, `subscription ($id: ID!) { caseChanged(id: $id) { id status } }`, {
      id: written.id,
    });
    await raise(other, PLAIN_EVENT);
    await raise(written);
    await raise(written, PLAIN_EVENT);
    const heard = (await take(events, 2)).map(({ data }) => plain(data).caseEvents.case.id);
    expect(heard).toEqual([other.id, written.id]);
    const changed = (await take(changes, 2)).map(({ data }) => plain(data).caseChanged);
    expect(changed).toEqual(Array(2).fill({ id: written.id, status: 'AWAITING_REVIEW' }));
  });

  it.each([
    ['escalationEvents', 'EscalationEventFilter', { urgency: Array(11).fill('URGENT') }],
    ['caseEvents', 'CaseEventFilter', { kinds: Array(51).fill('case.opened') }],
  ])('opens no %s for a filter of more than anybody needs', async (field, type, filter) => {
    const opening = watch(
      clinician,
      `subscription ($filter: ${type}) { ${field}(filter: $filter) { cursor } }`,
      {
        filter,
      },
    );
    await expect(opening).rejects.toThrow('BAD_USER_INPUT');
  });

  it('opens no subscription to a case of somebody else', async () => {
    const { id } = await openCase(prisma, south);
    const opening = watch(clinician, `subscription ($id: ID!) { caseChanged(id: $id) { id } }`, { id });
    await expect(opening).rejects.toThrow('NOT_FOUND');
  });
});

interface Answer {
  escalations: {
    streamCursor: string;
    pageInfo: { endCursor: string; hasNextPage: boolean };
    edges: { node: { id: string } }[];
  };
  acknowledgeEscalation: { acknowledgedBy: object };
  escalationEvents: object;
  caseEvents: { case: { id: string } };
  caseChanged: object;
}

/** The data as a client parses it. */
function plain(data: unknown): Answer {
  return JSON.parse(JSON.stringify(data ?? null)) as Answer;
}

function idsOf({ escalations }: Answer): string[] {
  return escalations.edges.map(({ node }) => node.id);
}
