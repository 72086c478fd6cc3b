import { Client } from 'pg';
import { v7 as newId } from 'uuid';
import { createEndpointSeal } from '../../../src/delivery/endpoints/endpoint-seal';
import { type NewEndpoint, type Registered } from '../../../src/delivery/endpoints/endpoint';
import { createEndpointStore } from '../../../src/delivery/endpoints/endpoint-store';
import { createOutbound } from '../../../src/delivery/outbound/post';
import { type DeliverDeps } from '../../../src/delivery/queue/deliver';
import { createSlots } from '../../../src/delivery/queue/slots';
import { createWebhookChannel } from '../../../src/delivery/webhook/webhook-channel';
import { numberEvents } from '../../../src/escalation/number-events';
import { type Prisma, type PrismaClient } from '../../../src/generated/prisma/client';
import { type Jobs } from '../../../src/jobs';
import { createKeyring } from '../../../src/privacy';
import { createTestDatabase } from '../../support/database';
import { appendEvent, connect, openFacility, type WrittenCase } from '../escalation/case-events';

export const SEAL = createEndpointSeal(createKeyring('a secret of more than thirty-two bytes'));
const TIMEOUT_MS = 1_000;
/** Of the stream, at once. */
export const ALL = { places: 200, deliveries: 1_000 } as const;

/** A job as it was promised. */
export interface Promised {
  readonly deliveryId: string;
  readonly startAfterMs: number;
}

/** A database of its own, a clock that is set by hand, and jobs that are noted instead of being run. */
export async function openGround() {
  const database = await createTestDatabase();
  const prisma = connect(database.url);
  const numbering = new Client({ connectionString: database.url });
  await numbering.connect();
  const promised: Promised[] = [];
  const attempts: string[] = [];
  const logged: unknown[][] = [];
  const note = (...line: unknown[]): void => void logged.push(line);
  let now = new Date('2026-03-01T10:00:00Z');
  const clock = { now: () => now };
  const jobs: Pick<Jobs, 'enqueue' | 'enqueueAll'> = {
    enqueue(_tx, { data, startAfterMs = 0 }) {
      if ('deliveryId' in data) promised.push({ deliveryId: data.deliveryId, startAfterMs });
      return Promise.resolve();
    },
    async enqueueAll(tx, many) {
      for (const job of many) await jobs.enqueue(tx, job);
    },
  };
  const endpoints = createEndpointStore({ prisma, seal: SEAL, clock, newId });
  const outbound = createOutbound({ allowPrivate: true, timeoutMs: TIMEOUT_MS });
  const deps: DeliverDeps = {
    prisma,
    jobs,
    clock,
    seal: SEAL,
    channels: { WEBHOOK: createWebhookChannel({ outbound, clock }) },
    chance: () => 0,
    slots: createSlots(),
    actionUrl: 'https://dashboard.example.org/',
    onAttempt: ({ status }) => attempts.push(status),
    logger: { warn: note, error: note },
  };
  const facilityId = await openFacility(prisma, 'North');

  return {
    database,
    prisma,
    facilityId,
    endpoints,
    promised,
    attempts,
    /** Each line with its fields. */
    logged,
    deps,
    writing: { prisma, jobs, clock, newId },
    pass: (ms: number) => (now = new Date(now.getTime() + ms)),
    /** A webhook of the facility, unless said otherwise. */
    register: async (address: string, given: Partial<NewEndpoint> = {}): Promise<Registered> => {
      const owner = { facilityId, poolId: null };
      const usual = { owner, staffId: null, channel: 'WEBHOOK', name: 'Desk', minUrgency: 'SOON' } as const;
      const registered = await endpoints.add({ ...usual, address, ...given });
      if (registered === null) throw new Error('There are too many.');
      return registered;
    },
    /** Something happens to an escalation and gets its place. */
    async happen(written: WrittenCase, event: Partial<Prisma.CaseEventUncheckedCreateInput> = {}) {
      await prisma.$transaction((tx) => appendEvent(tx, written, event));
      await numberEvents(numbering, 1_000);
    },
    async close(): Promise<void> {
      await numbering.end();
      await prisma.$disconnect();
      await database.drop();
    },
  };
}

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** A pool with these members. */
export async function openPool(
  prisma: PrismaClient,
  kind: 'REGIONAL' | 'PLATFORM',
  memberIds: readonly string[] = [],
): Promise<string> {
  const id = newId();
  const members = { create: memberIds.map((staffId) => ({ staffId })) };
  await prisma.pool.create({ data: { id, name: `Pool ${id}`, kind, members } });
  return id;
}

export async function hire(
  prisma: PrismaClient,
  role: 'ADMIN' | 'CLINICIAN' | 'RESPONDER',
  facilityIds: readonly string[],
): Promise<string> {
  const id = newId();
  const memberships = { create: facilityIds.map((facilityId) => ({ facilityId })) };
  await prisma.staff.create({
    data: { id, email: `${id}@example.org`, displayName: role, role, passwordHash: '', memberships },
  });
  return id;
}
