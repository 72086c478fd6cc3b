import { v7 as newId } from 'uuid';
import { describeLadder } from '../../../scripts/ladder/describe-ladder';
import { runLadderCommand } from '../../../scripts/ladder/ladder-command';
import { DEMO_POOLS } from '../../../scripts/seed/demo-accounts';
import { seedDevelopment } from '../../../scripts/seed/seed-development';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { connect } from './case-events';

const NORTH = 'Demo Clinic North';
const [region, duty] = DEMO_POOLS;

describe('npm run ladder', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    await seedDevelopment(prisma);
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  const run = (...argv: string[]): Promise<void> => runLadderCommand({ prisma, newId }, argv);
  const north = () => prisma.facility.findUniqueOrThrow({ where: { name: NORTH }, include: { pool: true } });

  async function lineOf(name: string): Promise<string | undefined> {
    return (await describeLadder(prisma)).find((line) => line.trim().startsWith(name));
  }

  it('without arguments changes nothing, and shows everything', async () => {
    await run();
    expect(await describeLadder(prisma)).toEqual([
      'Pools',
      `  Demo Region (REGIONAL ${region.id}): region@demo.test`,
      `  Demo Platform Duty (PLATFORM ${duty.id}): duty@demo.test`,
      'Facilities',
      '  Demo Clinic North: Demo Region; always (UTC); the usual minutes',
      '  Demo Clinic South: Demo Region; always (UTC); the usual minutes',
    ]);
  });

  it('makes a pool, and says who is in it', async () => {
    await run(
      'pool',
      'East',
      '--kind',
      'REGIONAL',
      '--add',
      'Clinician@demo.test',
      '--add',
      'duty@demo.test',
    );
    await run('pool', 'East', '--add', 'duty@demo.test', '--remove', 'clinician@demo.test');
    expect(await lineOf('East')).toMatch(/^ {2}East \(REGIONAL [\da-f-]{36}\): duty@demo\.test$/);
  });

  it('says what a facility agreed on; what is not named stays', async () => {
    await run('pool', 'West', '--kind', 'REGIONAL');
    await run(
      'facility',
      NORTH,
      ...['--pool', 'West', '--time-zone', 'Africa/Nairobi', '--hours', '1-3,5 20:00-06:00'],
      ...['--minutes', 'EMERGENCY=3', '--minutes', 'SOON=0.5'],
    );
    await run('facility', NORTH, '--minutes', 'SOON=usual', '--minutes', 'URGENT=20');
    expect(await north()).toMatchObject({
      pool: { name: 'West' },
      timeZone: 'Africa/Nairobi',
      workingHours: { days: [1, 2, 3, 5], from: '20:00', to: '06:00' },
      acknowledgeMinutes: { EMERGENCY: 3, URGENT: 20 },
    });
    expect(await lineOf(NORTH)).toContain(
      'West; days 1,2,3,5 20:00-06:00 (Africa/Nairobi); EMERGENCY 3, URGENT 20 minutes',
    );
  });

  it('takes back what was agreed on', async () => {
    await run('facility', NORTH, '--minutes', 'EMERGENCY=usual', '--minutes', 'URGENT=usual');
    await run('facility', NORTH, '--pool', 'none', '--hours', 'always', '--time-zone', 'UTC');
    expect(await north()).toMatchObject({ poolId: null, workingHours: null, acknowledgeMinutes: null });
    expect(await lineOf(NORTH)).toBe(`  ${NORTH}: no regional pool; always (UTC); the usual minutes`);
  });

  it.each([
    ['a time zone', ['--time-zone', 'Moon/Base']],
    ['hours', ['--hours', '9-17']],
    ['hours', ['--hours', '6-2 08:00-17:00']],
    ['hours', ['--hours', '1-5 08:00-25:00']],
    ['minutes', ['--minutes', 'EMERGENCY=0']],
    ['minutes', ['--minutes', 'EMERGENCY=1e9']],
    ['minutes', ['--minutes', 'ROUTINE=5']],
    ['a regional pool', ['--pool', 'Demo Platform Duty']],
    ['an option', ['--zone', 'UTC']],
  ])('changes nothing at all for what is no such thing: %s (%j)', async (_, options) => {
    const before = await north();
    await expect(run('facility', NORTH, '--time-zone', 'Asia/Tokyo', ...options)).rejects.toThrow();
    expect(await north()).toEqual(before);
  });

  it.each([
    [['pool', 'South']],
    [['pool', 'Demo Region', '--kind', 'PLATFORM']],
    [['pool', 'Demo Region', '--add', 'nobody@demo.test']],
    [['facility', 'Nowhere', '--hours', 'always']],
    [['facility']],
    [['somebody', 'x']],
  ])('refuses %j', async (argv) => {
    await expect(run(...argv)).rejects.toThrow();
  });

  it('names what would leave an escalation unheard', async () => {
    await run('pool', 'Demo Platform Duty', '--remove', 'duty@demo.test');
    await prisma.staff.update({ where: { email: 'region@demo.test' }, data: { disabledAt: new Date() } });
    await prisma.facility.update({
      where: { name: NORTH },
      data: { timeZone: 'Moon/Base', workingHours: 'nine to five' },
    });
    const lines = await describeLadder(prisma);
    expect(lines).toEqual(
      expect.arrayContaining([
        `  Demo Region (REGIONAL ${region.id}): ! nobody`,
        '  ! Nobody is in a pool of kind PLATFORM: what climbs to the top reaches nobody.',
        `  ${NORTH}: no regional pool; ! hours that cannot be read, so always (! Moon/Base is no time zone, so UTC); the usual minutes`,
      ]),
    );
    await expect(run('pool', 'East', '--add', 'region@demo.test')).rejects.toThrow('disabled');
  });
});
