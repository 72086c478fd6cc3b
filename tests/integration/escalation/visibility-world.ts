import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { CaseEventKind, EscalationEventKind, EscalationStatus, Role, type Viewer } from '../../../src/domain';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { hashToken } from '../../../src/identity';
import { createIdentityRepository } from '../../../src/identity/identity.repository';
import { appendEvent, openCase, openFacility, PLAIN_EVENT, type WrittenCase } from './case-events';

const STAFF_ROLES = [Role.CLINICIAN, Role.RESPONDER, Role.ADMIN];
const URGENCIES = ['EMERGENCY', 'URGENT'] as const;
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const someOf = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]));

/** Three facilities, each in one of two regions or in none, and what happened there. */
export const newcomers = fc.record({
  regions: fc.array(fc.option(oneOf([0, 1])), { minLength: 3, maxLength: 3 }),
  cases: fc.array(
    fc.record({
      facility: oneOf([0, 1, 2]),
      urgency: oneOf(URGENCIES),
      /** Null: never escalated. */
      escalation: fc.option(
        fc.record({ tier: oneOf([1, 2, 3]), status: oneOf(Object.values(EscalationStatus)) }),
        { freq: 5 },
      ),
    }),
    { minLength: 3, maxLength: 8 },
  ),
  who: fc.record({
    /** Of a member of staff; the policy must hold for the others too. */
    role: oneOf([...STAFF_ROLES, ...STAFF_ROLES, Role.PARTNER, Role.KIOSK, Role.PATIENT]),
    facilities: fc.subarray([0, 1, 2], { maxLength: 2 }),
    regions: fc.subarray([0, 1]),
    isOnDuty: fc.boolean(),
  }),
});
export type Newcomers = typeof newcomers extends fc.Arbitrary<infer T> ? T : never;

/** What a viewer asks for; the facility by its place among the newcomers, 3 for one that is nobody's. */
export const filters = fc.record({
  status: someOf(Object.values(EscalationStatus)),
  urgency: someOf(URGENCIES),
  eventKinds: someOf(Object.values(EscalationEventKind)),
  caseEventKinds: someOf([CaseEventKind.ESCALATION_RAISED, CaseEventKind.UTTERANCE_HEARD]),
  facility: fc.option(oneOf([0, 1, 2, 3])),
});
export type Filters = typeof filters extends fc.Arbitrary<infer T> ? T : never;

export interface KnownCase extends WrittenCase {
  readonly region: string | null;
  readonly urgency: (typeof URGENCIES)[number];
  /** Null: never escalated. */
  readonly tier: number | null;
  readonly status: EscalationStatus;
}

/** Somebody, and in plain words what they have a part in. */
export interface Somebody {
  readonly viewer: Viewer;
  readonly facilityIds: readonly string[];
  readonly regions: readonly string[];
  readonly isOnDuty: boolean;
}

/** The promise itself. `tier`: how far it was escalated, null for not at all. */
export function isTheirs(
  { facilityIds, regions, isOnDuty }: Somebody,
  thing: { readonly facilityId: string; readonly region: string | null; readonly tier: number | null },
): boolean {
  if (facilityIds.includes(thing.facilityId)) return true;
  if (thing.tier === null) return false;
  const isOfRegion = thing.region !== null && regions.includes(thing.region);
  return (isOfRegion && thing.tier >= 2) || (isOnDuty && thing.tier === 3);
}

/** Writes facilities, pools, cases and somebody into the tables, as they would have come there. */
export async function settle(
  prisma: PrismaClient,
  { regions, cases, who }: Newcomers,
): Promise<{ facilityIds: string[]; cases: KnownCase[]; somebody: Somebody }> {
  const pools = [await openPool(prisma, 'REGIONAL'), await openPool(prisma, 'REGIONAL')];
  const facilities: { id: string; region: string | null }[] = [];
  for (const place of regions) {
    const [id, region] = [
      await openFacility(prisma, newId()),
      place === null ? null : (pools[place] ?? null),
    ];
    await prisma.facility.update({ where: { id }, data: { poolId: region } });
    facilities.push({ id, region });
  }
  const known: KnownCase[] = [];
  for (const { facility, urgency, escalation } of cases) {
    const { id, region } = at(facilities, facility);
    const written = await openCase(prisma, id, urgency);
    known.push({
      ...written,
      region,
      urgency,
      tier: escalation?.tier ?? null,
      status: escalation?.status ?? EscalationStatus.OPEN,
    });
    await tell(prisma, written, urgency, escalation);
  }
  const facilityIds = facilities.map(({ id }) => id);
  const part = {
    facilityIds: who.facilities.map((place) => at(facilityIds, place)),
    regions: who.regions.map((place) => at(pools, place)),
    isOnDuty: who.isOnDuty,
  };
  const viewer = { ...(await join(prisma, part)), role: who.role };
  return { facilityIds, cases: known, somebody: { viewer, ...part } };
}

/** The way of an escalation up to where it is now, with something in between that is none of a pool's business. */
async function tell(
  prisma: PrismaClient,
  written: WrittenCase,
  urgency: KnownCase['urgency'],
  escalation: { readonly tier: number; readonly status: EscalationStatus } | null,
): Promise<void> {
  await appendEvent(prisma, written, PLAIN_EVENT);
  if (escalation === null) {
    await prisma.escalation.delete({ where: { id: written.escalationId } });
    return;
  }
  const { tier, status } = escalation;
  const happened = { urgency, escalationStatus: status };
  for (let reached = 1; reached <= tier; reached += 1) {
    const escalationKind = reached === 1 ? EscalationEventKind.RAISED : EscalationEventKind.REMINDED;
    const kind = reached === 1 ? CaseEventKind.ESCALATION_RAISED : CaseEventKind.ESCALATION_REMINDED;
    await appendEvent(prisma, written, { ...happened, kind, escalationKind, tier: reached });
  }
  await appendEvent(prisma, written, PLAIN_EVENT);
  await prisma.escalation.update({ where: { id: written.escalationId }, data: { tier, status } });
}

async function openPool(prisma: PrismaClient, kind: 'REGIONAL' | 'PLATFORM'): Promise<string> {
  const id = newId();
  await prisma.pool.create({ data: { id, name: id, kind } });
  return id;
}

/** A member of staff signs in; how the house knows them by their token. */
async function join(
  prisma: PrismaClient,
  { facilityIds, regions, isOnDuty }: Omit<Somebody, 'viewer'>,
): Promise<Viewer> {
  const [id, token] = [newId(), newId()];
  const poolIds = isOnDuty ? [...regions, await openPool(prisma, 'PLATFORM')] : regions;
  await prisma.staff.create({
    data: {
      id,
      email: `${id}@example.org`,
      passwordHash: '',
      displayName: 'Somebody',
      role: Role.RESPONDER,
      memberships: { create: facilityIds.map((facilityId) => ({ facilityId })) },
      pools: { create: poolIds.map((poolId) => ({ poolId })) },
      sessions: {
        create: { id: newId(), tokenHash: hashToken(token), expiresAt: new Date(Date.now() + 60_000) },
      },
    },
  });
  const row = await createIdentityRepository(prisma).findByTokenHash(hashToken(token), new Date());
  if (row === null) throw new Error('Nobody holds the token.');
  return { ...row, session: null };
}

export function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new Error(`There are ${list.length}, and none at ${place}.`);
  return found;
}
