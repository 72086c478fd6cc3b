import fc from 'fast-check';
import { createClient } from 'redis';
import { v7 as newId } from 'uuid';
import { type CaseError, type Result, Role, urgencyRank } from '../../../src/domain';
import { cursorOf, type EventStream, startEventStream, type StreamRow } from '../../../src/escalation';
import { acknowledgeEscalation } from '../../../src/escalation/acknowledge-escalation';
import { type EscalationDoor } from '../../../src/escalation/escalation-door';
import { countEscalations } from '../../../src/escalation/escalation-page';
import { listEscalations } from '../../../src/escalation/list-escalations';
import { watchCaseEvents, watchEscalations } from '../../../src/escalation/watch-events';
import { findCaseById } from '../../../src/cases';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { appendEvent, connect, openCase, openFacility, type WrittenCase } from './case-events';
import { doorOn } from './escalation-api';
import {
  at,
  type Filters,
  filters,
  isTheirs,
  type KnownCase,
  newcomers,
  settle,
  type Somebody,
} from './visibility-world';

const FROM_THE_FIRST = cursorOf({ position: 0 });
const READERS: readonly Role[] = [Role.CLINICIAN, Role.RESPONDER, Role.PARTNER, Role.ADMIN];
const ANSWERERS: readonly Role[] = [Role.CLINICIAN, Role.RESPONDER, Role.ADMIN];
const LONG_MS = 120_000;

const codeOf = (result: Result<unknown, CaseError>): string => (result.ok ? 'OK' : result.error.code);
const allows = <T>(asked: readonly T[] | null, value: T): boolean =>
  asked === null || asked.length === 0 || asked.includes(value);

/** Against the very statements: who sees what does not lie in the code alone. Nothing of a run is removed for the next. */
describe('in a country of random facilities and pools', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let redis: ReturnType<typeof createClient>;
  let stream: EventStream;
  let door: EscalationDoor;
  let lighthouse: WrittenCase;
  const country: KnownCase[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    redis = createClient({ url: process.env.REDIS_URL });
    await redis.connect();
    const logger = { warn: () => undefined };
    const keyPrefix = `${newId()}:`;
    stream = await startEventStream({ prisma, databaseUrl: database.url, redis, keyPrefix, logger });
    stream.startNumbering();
    door = doorOn({ prisma, stream, clock: { now: () => new Date() } });
    lighthouse = await openCase(prisma, await openFacility(prisma, 'Lighthouse'));
    await prisma.escalation.delete({ where: { id: lighthouse.escalationId } });
  }, LONG_MS);
  afterAll(async () => {
    await stream.stop();
    redis.destroy();
    await prisma.$disconnect();
    await database.drop();
  });

  /** Whatever is opened is shown the lighthouse's events, too. */
  const lit: Pick<EventStream, 'open'> = {
    open: ({ facilityIds, matches, ...request }) =>
      stream.open({
        ...request,
        facilityIds: facilityIds && [...facilityIds, lighthouse.facilityId],
        matches: (row) => row.caseId === lighthouse.id || matches(row),
      }),
  };

  /** Everything that a stream shows of what has happened before the lighthouse flashes. */
  async function shownBy(
    opening: Promise<Result<AsyncIterableIterator<StreamRow>, CaseError>>,
  ): Promise<StreamRow[]> {
    const opened = await opening;
    if (!opened.ok) throw new Error(opened.error.code);
    const flash = newId();
    await prisma.$transaction((tx) => appendEvent(tx, lighthouse, { summary: flash }));
    stream.wakeRelay();
    const shown: StreamRow[] = [];
    for await (const row of opened.value) {
      if (row.summary === flash) break;
      if (row.caseId !== lighthouse.id) shown.push(row);
    }
    return shown;
  }

  async function listed(viewer: Somebody['viewer'], filter: object): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await listEscalations(door, viewer, { filter, first: 4, after });
      if (!page.ok) throw new Error(page.error.code);
      ids.push(...page.value.edges.map(({ node }) => node.id));
      expect(page.value.edges.length).toBeLessThanOrEqual(4);
      if (page.value.pageInfo.hasNextPage) after = page.value.pageInfo.endCursor ?? null;
      else {
        expect(await countEscalations(prisma, page.value.query)).toBe(ids.length);
        return ids;
      }
    }
  }

  /** Somebody with a filter; the facility by its id. */
  interface Question {
    readonly somebody: Somebody;
    readonly asked: Filters;
    readonly facilityId: string | null;
  }

  const isAsked = ({ facilityId }: Question, thing: { readonly facilityId: string }): boolean =>
    facilityId === null || thing.facilityId === facilityId;

  async function expectList(question: Question): Promise<void> {
    const { somebody, asked, facilityId } = question;
    const expected = country.filter(
      (one) =>
        one.tier !== null &&
        isTheirs(somebody, one) &&
        isAsked(question, one) &&
        allows(asked.status, one.status) &&
        allows(asked.urgency, one.urgency),
    );
    const ids = await listed(somebody.viewer, { status: asked.status, urgency: asked.urgency, facilityId });
    expect([...ids].sort()).toEqual(expected.map((one) => one.escalationId).sort());
    const urgencies = ids.map((id) => expected.find((one) => one.escalationId === id)?.urgency ?? null);
    const ranks = urgencies.map((urgency) => -urgencyRank(urgency));
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
  }

  /** Both streams, from the first event on. */
  async function expectStreams(question: Question): Promise<void> {
    const { somebody, asked, facilityId } = question;
    const watching = { ...door, stream: lit };
    const placesShown = (opening: ReturnType<typeof watchEscalations>): Promise<bigint[]> =>
      shownBy(opening).then((rows) => rows.map(({ position }) => BigInt(position)));
    const ofEscalations = { kinds: asked.eventKinds, urgency: asked.urgency, facilityId };
    const ofCases = { kinds: asked.caseEventKinds, facilityId };
    const [escalations, events] = [
      await placesShown(
        watchEscalations(watching, somebody.viewer, { after: FROM_THE_FIRST, filter: ofEscalations }),
      ),
      await placesShown(
        watchCaseEvents(watching, somebody.viewer, { after: FROM_THE_FIRST, filter: ofCases }),
      ),
    ];

    const regionOf = new Map(country.map((one) => [one.id, one.region]));
    const happened = await prisma.caseEvent.findMany({
      where: { caseId: { not: lighthouse.id } },
      orderBy: { streamPosition: 'asc' },
    });
    const theirs = happened.filter((one) => {
      const thing = { ...one, region: regionOf.get(one.caseId) ?? null };
      return isTheirs(somebody, thing) && isAsked(question, thing);
    });
    const theirEscalations = theirs.filter(
      ({ escalationKind, urgency }) =>
        escalationKind !== null &&
        allows(asked.eventKinds, escalationKind) &&
        allows<string | null>(asked.urgency, urgency),
    );
    const theirEvents = theirs.filter(({ kind }) => allows<string>(asked.caseEventKinds, kind));
    expect(escalations).toEqual(theirEscalations.map(({ streamPosition }) => streamPosition));
    expect(events).toEqual(theirEvents.map(({ streamPosition }) => streamPosition));
  }

  async function expectNothing({ somebody: { viewer }, facilityId }: Question): Promise<void> {
    const filter = { facilityId };
    const refused = [
      await listEscalations(door, viewer, { filter, first: 4, after: null }),
      await watchEscalations(door, viewer, { filter }),
      await watchCaseEvents(door, viewer, { filter }),
    ];
    expect(refused.map((result) => codeOf(result))).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  }

  /** A case and its escalation by themselves. */
  async function expectOne(somebody: Somebody, one: KnownCase): Promise<void> {
    const { viewer } = somebody;
    const isSeen = isTheirs(somebody, one);
    const read = codeOf(await findCaseById(door.reading, viewer, one.id));
    expect(read).toBe(!READERS.includes(viewer.role) ? 'FORBIDDEN' : isSeen ? 'OK' : 'NOT_FOUND');
    const answered = codeOf(await acknowledgeEscalation(door, viewer, one));
    const isThere = one.tier !== null && isSeen;
    expect(answered).toBe(!isThere ? 'NOT_FOUND' : ANSWERERS.includes(viewer.role) ? 'OK' : 'FORBIDDEN');
    if (answered === 'OK' && one.status === 'OPEN')
      country[country.indexOf(one)] = { ...one, status: 'ACKNOWLEDGED' };
  }

  it(
    'everybody sees, counts, watches, reads and acknowledges what is theirs, and nothing else',
    async () => {
      await fc.assert(
        fc.asyncProperty(newcomers, filters, async (coming, asked) => {
          const { facilityIds, cases, somebody } = await settle(prisma, coming);
          country.push(...cases);
          const facilityId = asked.facility === null ? null : (facilityIds[asked.facility] ?? newId());
          const question = { somebody, asked, facilityId };
          if (READERS.includes(somebody.viewer.role)) {
            await expectList(question);
            await expectStreams(question);
          } else {
            await expectNothing(question);
          }
          // Of those from before, one will do.
          for (const one of [...cases, at(country, 0)]) await expectOne(somebody, one);
        }),
        { numRuns: 40, endOnFailure: true },
      );
    },
    LONG_MS,
  );
});
