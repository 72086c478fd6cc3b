import { resolve } from 'node:path';
import { loadRuleSet } from '../assessment';
import { type CaseReading, type CaseRepository } from '../cases';
import { type Config } from '../config';
import { type ConversationDoor, createSessionStore, loadLanguagePacks } from '../conversation';
import { type Identity } from '../identity';
import { redactText } from '../privacy';
import { createLanguageIdentifier } from '../speech';
import { type Engines } from './engines';
import { MINUTE_MS } from './minutes';
import { createPicturePort } from './pictures';
import { orFail } from './project-file';

/** What the conversation is given. `assess` is the room's above it, which is given this one's door. */
export async function openConversation(
  config: Config,
  engines: Engines,
  given: {
    readonly identity: Identity;
    readonly cases: CaseRepository;
    readonly reading: CaseReading;
    readonly assess: ConversationDoor['assess'];
    readonly acknowledgementPolicyOf: ConversationDoor['acknowledgementPolicyOf'];
  },
): Promise<ConversationDoor & { readonly idleAfterMs: number }> {
  const { prisma, clock, newId, redis, keyPrefix, logger, jobs } = engines;
  const { identity, reading } = given;
  const languages = await createLanguageIdentifier();
  const uploads = {
    ...engines,
    publicUrl: config.server.publicUrl,
    ticketTtlMs: config.uploads.ticketMinutes * MINUTE_MS,
    maxImageBytes: config.uploads.maxImageBytes,
  };
  const idleAfterMs = config.sessions.patientMinutes * MINUTE_MS;
  return {
    ...given,
    jobs,
    clock,
    newId,
    uploads,
    idleAfterMs,
    facilityOf: async (id) => (await identity.facilityById([id])).get(id) ?? null,
    sessions: createSessionStore({
      cache: redis,
      prisma,
      clock,
      ttlMs: idleAfterMs,
      keyPrefix,
      onCacheFailure: () => logger.warn('Redis did not answer; sessions are read from PostgreSQL.'),
    }),
    packs: orFail(loadLanguagePacks(resolve('configs/languages'))),
    ruleSet: orFail(loadRuleSet(resolve('configs/red-flags.yaml'))),
    pictures: createPicturePort(uploads),
    redact: redactText,
    identifyLanguage: (text) => languages.identify(text),
    issueToken: (session) => identity.issuePatientToken(session),
    caseIdByNumber: async (number) => (await reading.caseByNumber([number])).get(number)?.id ?? null,
  };
}
