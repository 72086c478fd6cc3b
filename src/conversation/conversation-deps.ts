import {
  type AcknowledgementPolicy,
  type CaseError,
  CaseErrorCode,
  type CommandContext,
  type DialogueRules,
  err,
  evaluateRedFlags,
  ok,
  openRules,
  type PromptWords,
  type Result,
  type RuleSet,
  type TriageCase,
  type Viewer,
  wordPrompt,
} from '../domain';
import { type CaseRepository, contextFor } from '../cases';
import { type Jobs } from '../jobs';
import { type Clock } from '../time';
import { type LanguagePack, type LanguagePacks } from './language-pack';
import { type SessionStore } from './session-store';

/** What every use case of the conversation needs. */
export interface ConversationDeps {
  readonly cases: CaseRepository;
  readonly sessions: SessionStore;
  readonly packs: LanguagePacks;
  readonly ruleSet: RuleSet;
  /** What the facility agreed on, as it stands now. */
  readonly acknowledgementPolicyOf: (facilityId: string) => Promise<AcknowledgementPolicy>;
  readonly facilityOf: (facilityId: string) => Promise<{
    readonly defaultLanguage: string;
    readonly endemicDiseases: readonly string[];
    readonly travelDirections: string;
  } | null>;
  readonly jobs: Jobs;
  /** Takes personal data out of what was said. */
  readonly redact: (text: string, language: string) => string;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Whose conversation a token is good for. */
interface PatientSession {
  readonly id: string;
  readonly caseId: string;
  readonly facilityId: string;
}

/** The session of a patient's token. Errors: FORBIDDEN for everybody else. */
export function sessionOf(viewer: Viewer): Result<PatientSession, CaseError> {
  const [facilityId] = viewer.facilityIds;
  if (viewer.session !== null && facilityId !== undefined) return ok({ ...viewer.session, facilityId });
  return err({ code: CaseErrorCode.FORBIDDEN, message: 'Only a patient’s session may do this.' });
}

/** One call of a patient's session, before anything is decided about it. */
interface SessionCall {
  readonly caseId: string;
  readonly facilityId: string;
  readonly sessionId: string;
  /** Whether the session's time had not run out; a repeated call is answered all the same. */
  readonly isAlive: boolean;
  readonly context: CommandContext;
}

/** Begins a call in the session of a patient's token, whose time starts anew. Errors: FORBIDDEN for everybody else. */
export async function beginCall(
  deps: Pick<ConversationDeps, 'sessions' | 'clock' | 'newId'>,
  viewer: Viewer,
): Promise<Result<SessionCall, CaseError>> {
  const session = sessionOf(viewer);
  if (!session.ok) return session;
  const { caseId, facilityId, id: sessionId } = session.value;
  const isAlive = (await deps.sessions.touch(sessionId)) !== null;
  return ok({ caseId, facilityId, sessionId, isAlive, context: contextFor(deps, viewer) });
}

export const SESSION_OVER: CaseError = {
  code: CaseErrorCode.UNAUTHENTICATED,
  message: 'The session is over; start or resume one.',
};

/** The case after a call that may have been answered before: what is shown is always the present. */
export async function caseAsItStands(
  deps: Pick<ConversationDeps, 'cases'>,
  caseId: string,
): Promise<Result<TriageCase, CaseError>> {
  const found = await deps.cases.find(caseId);
  return found === null ? err(SESSION_OVER) : ok(found.triageCase);
}

/**
 * The words and rules of a facility's conversations, by language; one without a pack is answered in the fallback's words.
 * Ask for them before a transaction: who waits inside one for a second connection can wait for those who wait for them.
 */
export async function rulesAt(
  deps: Pick<ConversationDeps, 'packs' | 'ruleSet' | 'acknowledgementPolicyOf' | 'facilityOf'>,
  facilityId: string,
): Promise<(language: string) => DialogueRules> {
  const [facility, policy] = await Promise.all([
    deps.facilityOf(facilityId),
    deps.acknowledgementPolicyOf(facilityId),
  ]);
  const context = { malignantProbability: null, endemic: new Set(facility?.endemicDiseases) };
  return (language) => {
    const pack = packFor(deps, language);
    return {
      judge(findings) {
        const { urgency, fired } = evaluateRedFlags(deps.ruleSet, findings, context);
        return { urgency, reasons: fired };
      },
      policy,
      language: pack,
      openRules: (findings) => openRules(deps.ruleSet, findings, context),
      wordsOf: (code, findings) => wordPrompt(code, findings, wordsOf(pack, facility?.travelDirections)),
      labelOf: (code) => pack.choices[code],
      consentWording: pack.wordingVersion,
    };
  };
}

/** A language's sentences with the directions of a facility; undefined where it has none. */
export function wordsOf(pack: LanguagePack, travelDirections: string | undefined): PromptWords {
  const { prompts, choices, explanation } = pack;
  return {
    prompts,
    choices,
    howToGetThere: explanation.howToGetThere,
    travelDirections: travelDirections ?? '',
  };
}

/** The words of a language, or of the fallback where it has no pack. */
export function packFor(deps: Pick<ConversationDeps, 'packs'>, language: string): LanguagePack {
  return deps.packs.find(language) ?? deps.packs.fallback;
}
