import { IANAZone } from 'luxon';
import { isAcknowledgeMinutes } from '../../src/escalation/acknowledgement-policy';
import { readWorkingHours, type WorkingHours } from '../../src/escalation/working-hours';
import { Prisma } from '../../src/generated/prisma/client';
import { type LadderDeps } from './ladder-command';

interface FacilityChange {
  /** Name of a regional pool, or "none". */
  readonly pool: string | null;
  readonly timeZone: string | null;
  /** As in "1-5 08:00-17:00" or "1,3,6-7 20:00-06:00", or "always". */
  readonly hours: string | null;
  /** As in "EMERGENCY=3" or "SOON=usual"; what is not named stays. */
  readonly minutes: readonly string[];
}

/** What is null or empty stays as it is. Throws for what is not there or cannot be read. */
export async function changeFacility(
  { prisma }: Pick<LadderDeps, 'prisma'>,
  name: string,
  { pool, timeZone, hours, minutes }: FacilityChange,
): Promise<void> {
  if (timeZone !== null && !IANAZone.isValidZone(timeZone))
    throw new Error(`${timeZone} is no time zone; say one of the IANA names, as in Africa/Nairobi.`);
  const workingHours = hours === null ? undefined : (hoursIn(hours) ?? Prisma.DbNull);
  await prisma.$transaction(async (tx) => {
    const [facility] = await tx.$queryRaw<{ id: string; minutes: unknown }[]>`
      SELECT id, acknowledge_minutes AS minutes FROM facility WHERE name = ${name} FOR UPDATE`;
    if (facility === undefined) throw new Error(`There is no facility ${name}.`);
    const own = minutes.reduce(withMinutes, objectIn(facility.minutes));
    await tx.facility.update({
      where: { id: facility.id },
      data: {
        ...(pool !== null && { poolId: pool === 'none' ? null : await regionalPool(tx, pool) }),
        ...(timeZone !== null && { timeZone }),
        ...(workingHours !== undefined && { workingHours }),
        ...(minutes.length > 0 && {
          acknowledgeMinutes: Object.keys(own).length === 0 ? Prisma.DbNull : own,
        }),
      },
    });
  });
}

async function regionalPool(tx: Prisma.TransactionClient, name: string): Promise<string> {
  const pool = await tx.pool.findUnique({ where: { name } });
  if (pool?.kind !== 'REGIONAL') throw new Error(`There is no regional pool ${name}.`);
  return pool.id;
}

const HOURS = /^([1-7](?:-[1-7])?(?:,[1-7](?:-[1-7])?)*) (\d\d:\d\d)-(\d\d:\d\d)$/;

/** Null: always. */
function hoursIn(said: string): Prisma.InputJsonObject | null {
  if (said === 'always') return null;
  const [, ranges = '', from = '', to = ''] = HOURS.exec(said) ?? [];
  const days = [...new Set(ranges.split(',').flatMap(daysIn))].sort();
  const hours: WorkingHours = { days, from, to };
  if (readWorkingHours(hours) === null)
    throw new Error('Say the hours as in "1-5 08:00-17:00" (1 is Monday), or "always".');
  return { ...hours, days };
}

/** "6-2" has no days: a week begins on Monday. */
function daysIn(range: string): number[] {
  const [first = NaN, last = first] = range.split('-').map(Number);
  return Array.from({ length: Math.max(0, last - first + 1) || 0 }, (_, index) => first + index);
}

const MINUTES = /^(EMERGENCY|URGENT|SOON)=(\d+(?:\.\d+)?|usual)$/;

function withMinutes(own: Prisma.InputJsonObject, said: string): Prisma.InputJsonObject {
  const [, urgency = '', value = ''] = MINUTES.exec(said) ?? [];
  const others = Object.fromEntries(Object.entries(own).filter(([known]) => known !== urgency));
  if (value === 'usual') return others;
  if (!isAcknowledgeMinutes(Number(value)))
    throw new Error('Say the minutes as in EMERGENCY=3, URGENT=20 or SOON=usual; 30 days are the longest.');
  return { ...others, [urgency]: Number(value) };
}

function objectIn(column: unknown): Prisma.InputJsonObject {
  return typeof column === 'object' && column !== null && !Array.isArray(column) ? { ...column } : {};
}
