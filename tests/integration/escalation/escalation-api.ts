import { v7 as newId } from 'uuid';
import { CASE_READING_RESOLVERS, createCaseReading, createCaseRepository } from '../../../src/cases';
import { createEscalationBatches, ESCALATION_RESOLVERS, type EventStream } from '../../../src/escalation';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createIdentity, IdentityResolver } from '../../../src/identity';
import { createKeyring } from '../../../src/privacy';
import { type Api, buildApi } from '../../../src/server';
import { type Clock } from '../../../src/time';

/** The rooms that escalations meet, on a real database. */
export function apiOn(given: { prisma: PrismaClient; stream: EventStream; clock: Clock }): Api {
  const { prisma, stream, clock } = given;
  const identity = createIdentity({
    prisma,
    clock,
    newId,
    patientTokenKey: new Uint8Array(32),
    acceptDemoAccounts: true,
    signInLimiter: { attempt: () => Promise.resolve(null), forget: () => Promise.resolve() },
    staffSessionMs: 60 * 60 * 1000,
  });
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
  const door = { prisma, stream, clock, newId, cases, reading, batches: createEscalationBatches(prisma) };
  return buildApi(
    [IdentityResolver, ...CASE_READING_RESOLVERS, ...ESCALATION_RESOLVERS],
    [
      new IdentityResolver(identity),
      ...CASE_READING_RESOLVERS.map((Reading) => new Reading(reading)),
      ...ESCALATION_RESOLVERS.map((Escalations) => new Escalations(door)),
    ],
  );
}
