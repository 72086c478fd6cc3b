import { v7 as newId } from 'uuid';
import { type PrismaClient } from '../../src/generated/prisma/client';
import { createIdentity, type Identity, type IdentityDeps } from '../../src/identity';

/** Identity over a database, which limits nobody's sign-ins and knows the demonstration's accounts. */
export function openIdentity(prisma: PrismaClient, overrides: Partial<IdentityDeps> = {}): Identity {
  return createIdentity({
    prisma,
    patientTokenKey: new Uint8Array(32),
    acceptDemoAccounts: true,
    clock: { now: () => new Date() },
    newId,
    signInLimiter: { attempt: () => Promise.resolve(null), forget: () => Promise.resolve() },
    staffSessionMs: 60 * 60 * 1000,
    ...overrides,
  });
}
