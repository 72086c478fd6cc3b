import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TrailProblem, verifyTrail } from '../../../../src/cases';
import { type House, startHouse } from '../../../support/house';
import { signIn, submit } from '../../../support/house-operations';

const run = promisify(execFile);
const ERASE = 'mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { status } }';

describe('the audit trail', () => {
  let house: House;
  let caseId: string;

  beforeEach(async () => {
    house = await startHouse({ withoutWorkers: true });
    const submitted = await submit(house.client);
    caseId = submitted.id;
    await submit(house.client);
    const token = await signIn(house.client, 'clinician@demo.test');
    const input = { caseId, version: submitted.version, reason: 'The patient asked for it.' };
    await house.client.ask(token, ERASE, { input });
  }, 60_000);
  afterEach(() => house.close());

  /** Does what only somebody with the database in their hands can do. */
  const tamper = async (statement: string): Promise<void> => {
    const { prisma } = house.engines;
    await prisma.$transaction([
      prisma.$executeRawUnsafe('ALTER TABLE case_event DISABLE TRIGGER case_event_append_only'),
      prisma.$executeRawUnsafe(statement),
      prisma.$executeRawUnsafe('ALTER TABLE case_event ENABLE TRIGGER case_event_append_only'),
    ]);
  };
  const broken = async () => (await verifyTrail(house.engines)).broken;

  it('is whole, also of a case that was erased', async () => {
    const { caseCount, eventCount, broken: none } = await verifyTrail(house.engines);
    expect({ caseCount, none }).toEqual({ caseCount: 2, none: [] });
    expect(eventCount).toBe(await house.engines.prisma.caseEvent.count());
  });

  it('cannot be changed by the application at all', async () => {
    const change = house.engines.prisma.caseEvent.updateMany({
      where: { caseId },
      data: { actor: 'nobody' },
    });
    await expect(change).rejects.toThrow('append-only');
    await expect(house.engines.prisma.caseEvent.deleteMany()).rejects.toThrow('append-only');
  });

  it.each([
    ['actor', `actor = 'nobody'`],
    ['kind', `kind = 'case.closed'`],
    ['summary', `summary = 'Nothing happened.'`],
    ['time', `at = at + interval '1 minute'`],
    ['sealed details', `payload = payload || '\\x00'`],
  ])('names the event whose %s was changed', async (_what, change) => {
    await tamper(`UPDATE case_event SET ${change} WHERE case_id = '${caseId}' AND case_sequence = 2`);
    expect(await broken()).toEqual([{ problem: TrailProblem.CHANGED, caseId, caseSequence: 2 }]);
  });

  it('misses an event that was taken out of the middle', async () => {
    await tamper(`DELETE FROM case_event WHERE case_id = '${caseId}' AND case_sequence = 2`);
    expect(await broken()).toContainEqual({ problem: TrailProblem.MISSING_BEFORE, caseId, caseSequence: 3 });
  });

  it('misses one that was taken from the end, by its place in the stream', async () => {
    await submit(house.client);
    await numbered();
    await tamper(`DELETE FROM case_event WHERE (case_id, case_sequence) IN
      (SELECT case_id, max(case_sequence) FROM case_event WHERE case_id = '${caseId}' GROUP BY case_id)`);
    expect(await broken()).toEqual([
      { problem: TrailProblem.MISSING_IN_STREAM, caseId: null, caseSequence: null },
    ]);
  });

  it('is proven by a command, which fails when a link is broken', async () => {
    const verify = () => {
      const args = ['-r', '@swc-node/register', 'scripts/audit/verify.ts'];
      return run(process.execPath, args, {
        env: { ...process.env, DATABASE_URL: house.engines.databaseUrl },
      });
    };
    expect((await verify()).stdout).toMatch(/^2 cases, \d+ events, 0 broken links\n$/);
    await tamper(`UPDATE case_event SET actor = 'nobody' WHERE case_id = '${caseId}' AND case_sequence = 1`);
    await expect(verify()).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`CHANGED: case ${caseId}, event 1`) as string,
    });
  });

  async function numbered(): Promise<void> {
    while ((await house.engines.prisma.caseEvent.count({ where: { streamPosition: null } })) > 0);
  }
});
