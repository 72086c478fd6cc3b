import { v7 as newId } from 'uuid';
import { CASE_READING_RESOLVERS, createCaseReading, createCaseRepository } from '../../../src/cases';
import { createEscalationBatches, ESCALATION_RESOLVERS, type EventStream } from '../../../src/escalation';
import { type EscalationDoor } from '../../../src/escalation/escalation-door';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { IdentityResolver } from '../../../src/identity';
import { createKeyring } from '../../../src/privacy';
import { type Api, buildApi } from '../../../src/server';
import { type Clock } from '../../../src/time';
import { openIdentity } from '../../support/identity';

interface Given {
  readonly prisma: PrismaClient;
  readonly stream: EventStream;
  readonly clock: Clock;
}

/** What the escalations' own use cases need, on a real database. */
export function doorOn(
  { prisma, stream, clock }: Given,
  identity = openIdentity(prisma, { clock }),
): EscalationDoor {
  const cases = createCaseRepository({
    prisma,
    clock,
    newId,
    keyring: createKeyring('a secret of more than thirty-two bytes'),
    removal: { promise: () => Promise.resolve(), now: () => Promise.resolve() },
    ladder: { promise: () => Promise.resolve() },
    wakeRelay: stream.wakeRelay,
  });
  const reading = createCaseReading({
    prisma,
    clock,
    newId,
    staffById: identity.staffById,
    signMediaUrl: () => ({ url: '', mimeType: 'image/jpeg', expiresAt: clock.now() }),
    openCallbackReference: () => '',
  });
  return { prisma, stream, clock, newId, cases, reading, batches: createEscalationBatches(prisma) };
}

/** The rooms that escalations meet, on a real database. */
export function apiOn(given: Given): Api {
  const identity = openIdentity(given.prisma, { clock: given.clock });
  const door = doorOn(given, identity);
  return buildApi(
    [IdentityResolver, ...CASE_READING_RESOLVERS, ...ESCALATION_RESOLVERS],
    [
      new IdentityResolver(identity),
      ...CASE_READING_RESOLVERS.map((Reading) => new Reading(door.reading)),
      ...ESCALATION_RESOLVERS.map((Escalations) => new Escalations(door)),
    ],
  );
}
