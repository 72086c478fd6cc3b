import { IANAZone } from 'luxon';
import { readMinutes } from '../../src/escalation/acknowledgement-policy';
import { readWorkingHours } from '../../src/escalation/working-hours';
import { type PrismaClient } from '../../src/generated/prisma/client';

/** Every pool (with the id that the API asks for) and facility in a line, with what is wrong with them behind an exclamation mark. */
export async function describeLadder(prisma: PrismaClient): Promise<readonly string[]> {
  const pools = await prisma.pool.findMany({
    include: { members: { include: { staff: true } } },
    orderBy: [{ kind: 'asc' }, { name: 'asc' }],
  });
  const facilities = await prisma.facility.findMany({ include: { pool: true }, orderBy: { name: 'asc' } });
  const described = pools.map((pool) => ({ ...pool, emails: enabledOf(pool.members) }));
  const isOnDuty = described.some(({ kind, emails }) => kind === 'PLATFORM' && emails.length > 0);
  return [
    'Pools',
    ...described.map(
      ({ name, kind, id, emails }) => `  ${name} (${kind} ${id}): ${emails.join(', ') || '! nobody'}`,
    ),
    ...(isOnDuty ? [] : ['  ! Nobody is in a pool of kind PLATFORM: what climbs to the top reaches nobody.']),
    'Facilities',
    ...facilities.map(
      (facility) =>
        `  ${facility.name}: ${[poolOf(facility), hoursOf(facility), minutesOf(facility)].join('; ')}`,
    ),
  ];
}

function enabledOf(members: readonly { readonly staff: { email: string; disabledAt: Date | null } }[]) {
  return members.flatMap(({ staff }) => (staff.disabledAt === null ? [staff.email] : [])).sort();
}

function poolOf({ pool }: { readonly pool: { readonly name: string } | null }): string {
  return pool?.name ?? 'no regional pool';
}

function hoursOf({ timeZone, workingHours }: { readonly timeZone: string; readonly workingHours: unknown }) {
  const zone = IANAZone.isValidZone(timeZone) ? timeZone : `! ${timeZone} is no time zone, so UTC`;
  if (workingHours === null) return `always (${zone})`;
  const hours = readWorkingHours(workingHours);
  if (hours === null) return `! hours that cannot be read, so always (${zone})`;
  return `days ${hours.days.join(',')} ${hours.from}-${hours.to} (${zone})`;
}

function minutesOf({ acknowledgeMinutes }: { readonly acknowledgeMinutes: unknown }): string {
  const own = Object.entries(readMinutes(acknowledgeMinutes)).flatMap(([urgency, count]) =>
    count === undefined ? [] : [`${urgency} ${count}`],
  );
  return own.length === 0 ? 'the usual minutes' : `${own.join(', ')} minutes`;
}
