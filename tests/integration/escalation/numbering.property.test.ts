import fc from 'fast-check';
import { Client } from 'pg';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { numberEvents } from '../../../src/escalation/number-events';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { connect, openCase, openFacility, type WrittenCase } from './case-events';

const WRITERS = 3;

/** One step of a history: a writer adds an event to its case, commits or gives up, or the relay numbers. */
const step = fc.record({
  kind: fc.constantFrom('write', 'write', 'commit', 'rollback', 'number'),
  writer: fc.nat(WRITERS - 1),
  /** The clock of a writer may be off, in either direction. */
  skewSeconds: fc.integer({ min: -300, max: 300 }),
});

describe('numbering', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let relay: Client;
  let writers: Client[];
  let cases: WrittenCase[];

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    const facilityId = await openFacility(prisma, 'North');
    cases = await Promise.all(Array.from({ length: WRITERS }, () => openCase(prisma, facilityId)));
    const clients = Array.from({ length: WRITERS + 1 }, () => new Client({ connectionString: database.url }));
    await Promise.all(clients.map((client) => client.connect()));
    [relay, ...writers] = clients as [Client, ...Client[]];
  });

  afterAll(async () => {
    await Promise.all([relay, ...writers].map((client) => client.end()));
    await prisma.$disconnect();
    await database.drop();
  });

  const read = async (): Promise<{ position: number; writer: number; sequence: number }[]> => {
    const { rows } = await relay.query<{ position: number; case_id: string; sequence: number }>(
      `SELECT stream_position::int AS position, case_id, case_sequence AS sequence
       FROM case_event WHERE stream_position IS NOT NULL ORDER BY stream_position`,
    );
    return rows.map(({ position, case_id, sequence }) => ({
      position,
      writer: cases.findIndex(({ id }) => id === case_id),
      sequence,
    }));
  };

  it('is gapless and never changes behind a reader, whatever the order of commits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, limit) => {
          await relay.query('TRUNCATE case_event');
          const sequences = writers.map(() => ({ committed: 0, written: 0 }));
          let seen: Awaited<ReturnType<typeof read>> = [];

          const number = async (): Promise<void> => {
            while ((await numberEvents(relay, limit)).length === limit);
            const now = await read();
            expect(now.slice(0, seen.length)).toEqual(seen);
            seen = now;
          };
          const end = async (writer: number, how: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
            const sequence = sequences[writer] ?? { committed: 0, written: 0 };
            if (sequence.written === sequence.committed) return;
            await writers[writer]?.query(how);
            if (how === 'COMMIT') sequence.committed = sequence.written;
            else sequence.written = sequence.committed;
          };

          for (const { kind, writer, skewSeconds } of steps) {
            const sequence = sequences[writer] ?? { committed: 0, written: 0 };
            if (kind === 'number') await number();
            else if (kind === 'commit') await end(writer, 'COMMIT');
            else if (kind === 'rollback') await end(writer, 'ROLLBACK');
            else {
              if (sequence.written === sequence.committed) await writers[writer]?.query('BEGIN');
              await insertEvent(writers[writer], cases[writer], ++sequence.written, skewSeconds);
            }
          }
          for (const writer of writers.keys()) await end(writer, 'COMMIT');
          await number();

          expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1));
          for (const [writer, { committed }] of sequences.entries()) {
            const ofWriter = seen.filter((event) => event.writer === writer).map(({ sequence }) => sequence);
            expect(ofWriter).toEqual(Array.from({ length: committed }, (_, index) => index + 1));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

async function insertEvent(
  client: Client | undefined,
  written: WrittenCase | undefined,
  sequence: number,
  skewSeconds: number,
): Promise<void> {
  await client?.query(
    `INSERT INTO case_event (id, case_id, facility_id, case_sequence, kind, actor, summary, at, payload, chain_hash)
     VALUES (gen_random_uuid(), $1, $2, $3, 'case.opened', 'SYSTEM', '', now() + $4 * interval '1 s', '', '')`,
    [written?.id, written?.facilityId, sequence, skewSeconds],
  );
}
