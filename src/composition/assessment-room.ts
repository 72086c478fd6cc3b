import { resolve } from 'node:path';
import {
  type AssessmentDoor,
  costOf,
  createCaseWatch,
  createInTurn,
  type LanguageModel,
  loadConditionProfiles,
} from '../assessment';
import { type Config } from '../config';
import { type ConversationDoor, textsOfPacks } from '../conversation';
import { DEFAULT_FUSION, DEFAULT_URGENCY_THRESHOLDS, Limitation } from '../domain';
import { type Identity } from '../identity';
import { shrinkPicture } from '../imaging';
import { MAX_PICTURE_SIDE_PX } from '../language-model';
import { APP_VERSION } from '../observability';
import { createStrictRedactor } from '../privacy';
import { createRetriever, loadConditionTable } from '../retrieval';
import { type Engines } from './engines';
import { orFail } from './project-file';

/** Shares of the assessment's budget: what is left pays for the two transactions around them. */
const EMBEDDING_SHARE = 0.4;
const RETRIEVAL_SHARE = 0.3;
/** Of what is done before and after the language model's calls, so that requests find most connections free. */
const MODEL_WORK_AT_ONCE = 1;

/** What the assessment is given: all that the conversation has, the evidence, and what weighs it. */
export async function openAssessment(
  config: Config,
  engines: Engines,
  given: ConversationDoor & { readonly identity: Identity; readonly languageModel: LanguageModel },
): Promise<AssessmentDoor> {
  const { clock, embedder, index, logger, media, metrics } = engines;
  const { budgetMs, malignancyThreshold } = config.assessment;
  return {
    ...given,
    embedder,
    retriever: createRetriever({
      index,
      clock,
      vectorSpace: embedder.model.space,
      timeoutMs: budgetMs * RETRIEVAL_SHARE,
      onSearch: metrics.onSearch,
    }),
    async readPicture({ mediaKey }, vault) {
      const sealed = mediaKey === null ? null : await media.get(mediaKey);
      return sealed === null || mediaKey === null ? null : vault.openBytes(sealed, mediaKey);
    },
    topK: config.retrieval.topK,
    embedTimeoutMs: budgetMs * EMBEDDING_SHARE,
    onFailure: (limitation) => logger.warn('Evidence is missing.', { problem: limitation }),
    onAssessed({ limitations }) {
      for (const limitation of limitations) metrics.onLimitation(limitation);
    },
    conditions: await loadConditionTable(resolve('configs/data/conditions.csv')),
    profiles: orFail(loadConditionProfiles(resolve('configs/data/condition-profiles.json'))),
    fusion: DEFAULT_FUSION,
    thresholds: { ...DEFAULT_URGENCY_THRESHOLDS, malignant: malignancyThreshold },
    watch: createCaseWatch(given),
    inTurn: createInTurn(MODEL_WORK_AT_ONCE),
    shrinkPicture: (bytes) => shrinkPicture(bytes, MAX_PICTURE_SIDE_PX),
    redactForModel: createStrictRedactor(textsOfPacks(given.packs)),
    onModelCall: (call) => metrics.model.onCall({ ...call, cost: costOf(call, config.medgemma) }),
    onGuard: metrics.model.onGuard,
    chance: Math.random,
    standingLimitations: config.useMocks ? [Limitation.SPEECH_STAND_IN] : [],
    appVersion: APP_VERSION,
    facilityOf: async (id) => (await given.identity.facilityById([id])).get(id) ?? UNKNOWN_FACILITY,
  };
}

/** A case's facility is never deleted; should it be gone all the same, the case is assessed without its words. */
const UNKNOWN_FACILITY = { travelDirections: '', endemicDiseases: [], defaultLanguage: 'en' };
