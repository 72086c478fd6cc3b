import { resolve } from 'node:path';
import { assessCase, type AssessmentDoor, type LanguageModel, LanguageModelKind } from '../assessment';
import { createCaseReading, createCaseRepository, createCaseVault, SealedField } from '../cases';
import { AppEnv, type Config, readClinicalFiles } from '../config';
import { Role } from '../domain';
import { createEscalationBatches, startEventStream } from '../escalation';
import { createIdentity, createSignInLimiter, createSignOuts, type Identity } from '../identity';
import { createSynthesizerStandIn, createTranscriberStandIn } from '../speech';
import { openAssessment } from './assessment-room';
import { openConversation } from './conversation-room';
import { openDelivery } from './delivery-room';
import { type Engines } from './engines';
import { acknowledgementPolicies, createLadder } from './ladder';
import { openLanguageModel } from './language-model-room';
import { createMediaAddresses } from './media-addresses';
import { MINUTE_MS } from './minutes';
import { createMediaRemoval } from './pictures';
import { orFail } from './project-file';

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** The rooms, from the lowest, each with what it needs of the engines and of those below it. */
export async function openRooms(config: Config, engines: Engines) {
  const { prisma, keyring, clock, newId, redis, keyPrefix } = engines;
  const stream = await startEventStream(engines);
  const mediaAddresses = createMediaAddresses(config, engines);
  const signOuts = createSignOuts(engines);
  const identity = createIdentity({
    prisma,
    patientTokenKey: keyring.deriveKey('patient-token'),
    acceptDemoAccounts: config.appEnv === AppEnv.DEVELOPMENT,
    clock,
    newId,
    signInLimiter: createSignInLimiter(redis, keyPrefix),
    staffSessionMs: config.sessions.staffMinutes * MINUTE_MS,
    announceSignOut: signOuts.announce,
  });
  const cases = createCaseRepository({
    ...engines,
    removal: createMediaRemoval(engines),
    ladder: createLadder(engines),
    wakeRelay: () => stream.wakeRelay(),
  });
  const reading = createCaseReading({
    prisma,
    clock,
    newId,
    staffById: identity.staffById,
    signMediaUrl: (mediaKey) => mediaAddresses.sign(mediaKey),
    openCallbackReference({ caseId, dataKey, callbackReference }) {
      const vault = createCaseVault(caseId, keyring.unwrap(Buffer.from(dataKey)));
      return vault.open(callbackReference, SealedField.CALLBACK_REFERENCE);
    },
  });
  const acknowledgementPolicyOf = acknowledgementPolicies(config, identity);
  const conversation = await openConversation(config, engines, {
    identity,
    cases,
    reading,
    acknowledgementPolicyOf,
    assess: (caseId) => assessCase(assessment, caseId),
  });
  const { languageModel, describeLanguageModel } = openLanguageModel(config, engines);
  const given = { ...conversation, identity, languageModel };
  const assessment: AssessmentDoor = await openAssessment(config, engines, given);
  return {
    identity,
    signOuts,
    stream,
    conversation,
    assessment,
    describeLanguageModel,
    reading,
    mediaAddresses,
    escalations: {
      ...engines,
      cases,
      stream,
      reading,
      acknowledgementPolicyOf,
      batches: createEscalationBatches(prisma),
    },
    cases: {
      cases,
      clock,
      newId,
      reading,
      facilitiesOfClinician: (id: string) => facilitiesOfClinician(identity, id),
    },
    delivery: openDelivery(config, engines, identity),
    clinicalContent: orFail(readClinicalFiles(resolve('configs'))),
    standIns: config.useMocks ? standInNames(languageModel) : [],
  };
}

/** What USE_MOCKS replaced, as the start and /health/ready name it. */
function standInNames(languageModel: LanguageModel): string[] {
  const speech = [createTranscriberStandIn(), createSynthesizerStandIn()].map(({ name }) => name);
  return languageModel.kind === LanguageModelKind.STAND_IN ? [languageModel.name, ...speech] : speech;
}

async function facilitiesOfClinician(identity: Identity, id: string): Promise<readonly string[] | null> {
  const member = (await identity.staffById([id])).get(id);
  return member?.role === Role.CLINICIAN ? member.facilityIds : null;
}
