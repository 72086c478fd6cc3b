import { resolve } from 'node:path';
import {
  type AssessmentDoor,
  createAbsentLanguageModel,
  createStandInLanguageModel,
  loadRuleSet,
  assessCase,
} from '../assessment';
import { createCaseReading, createCaseRepository, createCaseVault, SealedField } from '../cases';
import { type Config } from '../config';
import { type ConversationDoor, createSessionStore, loadLanguagePacks } from '../conversation';
import { DEFAULT_FUSION, DEFAULT_URGENCY_THRESHOLDS, Limitation, type Result, Role } from '../domain';
import { createEscalationBatches, startEventStream } from '../escalation';
import { createIdentity, createSignInLimiter } from '../identity';
import { createMediaSigner } from '../imaging';
import { APP_VERSION } from '../observability';
import { redactText } from '../privacy';
import { createRetriever, loadConditionTable } from '../retrieval';
import { createLanguageIdentifier, createSynthesizerStandIn, createTranscriberStandIn } from '../speech';
import { type Engines } from './engines';
import { createMediaRemoval, createPicturePort } from './pictures';

const MINUTE_MS = 60_000;
/** Shares of the assessment's budget: what is left pays for the two transactions around them. */
const EMBEDDING_SHARE = 0.4;
const RETRIEVAL_SHARE = 0.3;

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** The rooms, each with what it needs of the engines and of the others. */
export async function openRooms(config: Config, engines: Engines) {
  const { prisma, keyring, clock, newId, redis, keyPrefix, logger, media, embedder, jobs } = engines;
  const stream = await startEventStream(engines);
  const languages = await createLanguageIdentifier();
  const identity = createIdentity({
    prisma,
    patientTokenKey: keyring.deriveKey('patient-token'),
    acceptDemoAccounts: config.appEnv === 'development',
    clock,
    newId,
    signInLimiter: createSignInLimiter(redis, keyPrefix),
    staffSessionMs: config.sessions.staffMinutes * MINUTE_MS,
  });
  const facilityOf = async (id: string) => (await identity.facilityById([id])).get(id) ?? null;
  const cases = createCaseRepository({
    ...engines,
    removal: createMediaRemoval(media, jobs),
    wakeRelay: () => stream.wakeRelay(),
  });
  const signer = createMediaSigner(
    keyring.deriveKey('sign-media'),
    config.uploads.mediaAddressMinutes * MINUTE_MS,
  );
  const reading = createCaseReading({
    prisma,
    clock,
    newId,
    staffById: identity.staffById,
    signMediaUrl(mediaKey) {
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + config.uploads.mediaAddressMinutes * MINUTE_MS);
      const url = `${config.server.publicUrl}/media/${signer.sign(mediaKey, now)}`;
      return { url, mimeType: 'image/jpeg', expiresAt };
    },
    openCallbackReference: ({ caseId, dataKey, callbackReference }) => {
      const vault = createCaseVault(caseId, keyring.unwrap(Buffer.from(dataKey)));
      return vault.open(callbackReference, SealedField.CALLBACK_REFERENCE);
    },
  });
  const uploads = {
    ...engines,
    publicUrl: config.server.publicUrl,
    ticketTtlMs: config.uploads.ticketMinutes * MINUTE_MS,
    maxImageBytes: config.uploads.maxImageBytes,
  };
  const idleAfterMs = config.sessions.patientMinutes * MINUTE_MS;
  const conversation: ConversationDoor = {
    cases,
    jobs,
    clock,
    newId,
    facilityOf,
    reading,
    uploads,
    idleAfterMs,
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
    acknowledgementTimes: acknowledgementTimes(config),
    pictures: createPicturePort(uploads),
    redact: redactText,
    identifyLanguage: (text) => languages.identify(text),
    issueToken: (session) => identity.issuePatientToken(session),
    caseIdByNumber: async (number) => (await reading.caseByNumber([number])).get(number)?.id ?? null,
    assess: (caseId) => assessCase(assessment, caseId),
  };
  const assessment: AssessmentDoor = {
    ...conversation,
    embedder,
    retriever: createRetriever({
      index: engines.index,
      clock,
      modelSha256: embedder.model.sha256,
      timeoutMs: config.assessment.budgetMs * RETRIEVAL_SHARE,
    }),
    readPicture: async (image, vault) => {
      const sealed = image.mediaKey === null ? null : await media.get(image.mediaKey);
      return sealed === null || image.mediaKey === null ? null : vault.openBytes(sealed, image.mediaKey);
    },
    topK: config.retrieval.topK,
    embedTimeoutMs: config.assessment.budgetMs * EMBEDDING_SHARE,
    onFailure: (limitation) => logger.warn('Evidence is missing.', { problem: limitation }),
    conditions: await loadConditionTable(resolve('configs/data/conditions.csv')),
    fusion: DEFAULT_FUSION,
    thresholds: { ...DEFAULT_URGENCY_THRESHOLDS, malignant: config.assessment.malignancyThreshold },
    languageModel: config.useMocks ? createStandInLanguageModel() : createAbsentLanguageModel(),
    standingLimitations: config.useMocks ? [Limitation.SPEECH_STAND_IN] : [],
    appVersion: APP_VERSION,
    facilityOf: async (id) =>
      (await facilityOf(id)) ?? { travelDirections: '', endemicDiseases: [], defaultLanguage: 'en' },
  };
  return {
    identity,
    stream,
    conversation,
    assessment,
    reading,
    signer,
    escalations: { ...engines, cases, stream, reading, batches: createEscalationBatches(prisma) },
    cases: {
      ...conversation,
      reading,
      facilitiesOfClinician: (id: string) => facilitiesOfClinician(identity, id),
    },
    standIns: config.useMocks ? standInNames(assessment) : [],
  };
}

/** What USE_MOCKS replaced, as the start and /health/ready name it. */
function standInNames({ languageModel }: Pick<AssessmentDoor, 'languageModel'>): string[] {
  const speech = [createTranscriberStandIn(), createSynthesizerStandIn()];
  return [languageModel.standInFor ?? [], speech.map(({ name }) => name)].flat();
}

function acknowledgementTimes(config: Config) {
  const { EMERGENCY, URGENT, SOON } = config.escalation.acknowledgeMinutes;
  return { EMERGENCY: EMERGENCY * MINUTE_MS, URGENT: URGENT * MINUTE_MS, SOON: SOON * MINUTE_MS };
}

async function facilitiesOfClinician(
  identity: ReturnType<typeof createIdentity>,
  id: string,
): Promise<readonly string[] | null> {
  const member = (await identity.staffById([id])).get(id);
  return member?.role === Role.CLINICIAN ? member.facilityIds : null;
}

/** A file of the project that has a mistake stops the start, with every mistake named. */
function orFail<T>(loaded: Result<T, string[]>): T {
  if (loaded.ok) return loaded.value;
  throw new Error(`The project's own files have mistakes:\n  ${loaded.error.join('\n  ')}`);
}
