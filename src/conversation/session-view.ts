import { type CaseRepository } from '../cases';
import {
  type CaseError,
  choicesWithIcons,
  err,
  Expects,
  type Explanation,
  findPrompt,
  type InterviewTopic,
  namesDirections,
  ok,
  openTopics,
  type Result,
  SessionStage,
  sessionStage,
  type TriageCase,
  type Viewer,
  wordPrompt,
} from '../domain';
import { type ConversationDeps, packFor, SESSION_OVER, sessionOf, wordsOf } from './conversation-deps';
import { type SessionStore } from './session-store';

interface PromptView {
  readonly code: string;
  readonly text: string;
  readonly language: string;
  readonly expects: Expects;
  readonly choices: readonly { readonly code: string; readonly label: string; readonly icon: string }[];
}

type ViewDeps = Pick<ConversationDeps, 'packs' | 'facilityOf'>;

/** What a client shows or speaks: the conversation's state in the patient's language. */
interface SessionView {
  readonly id: string;
  readonly stage: SessionStage;
  readonly language: string;
  readonly prompt: PromptView;
  readonly openTopics: readonly InterviewTopic[];
  readonly caseNumber: string;
  readonly caseId: string;
  readonly explanation: Explanation | null;
  readonly expiresAt: Date;
}

/** The session of the bearer's token; its time starts anew. Errors: FORBIDDEN, UNAUTHENTICATED (over). */
export async function currentSession(
  deps: ViewDeps & { readonly cases: CaseRepository; readonly sessions: SessionStore },
  viewer: Viewer,
): Promise<Result<SessionView, CaseError>> {
  const session = sessionOf(viewer);
  if (!session.ok) return session;
  const expiresAt = await deps.sessions.touch(session.value.id);
  const found = expiresAt === null ? null : await deps.cases.find(session.value.caseId);
  if (expiresAt === null || found === null) return err(SESSION_OVER);
  return ok(await viewSession(deps, found.triageCase, expiresAt));
}

/** The conversation as the client sees it. The explanation appears once the case was assessed. */
export async function viewSession(
  deps: ViewDeps,
  triageCase: TriageCase,
  expiresAt: Date,
): Promise<SessionView> {
  const { dialogue, findings, explanation } = triageCase;
  if (dialogue === null) throw new Error('A submitted case has no session.');
  const stage = sessionStage(triageCase);
  return {
    id: dialogue.sessionId,
    stage,
    language: triageCase.language,
    prompt:
      stage === SessionStage.EXPLANATION && explanation
        ? explain(explanation)
        : await promptIn(deps, triageCase),
    openTopics: openTopics({ findings, answeredTopics: dialogue.answeredTopics }),
    caseNumber: triageCase.number,
    caseId: triageCase.id,
    explanation,
    expiresAt,
  };
}

function explain({ language, text }: Explanation): PromptView {
  return { code: SessionStage.EXPLANATION, text, language, expects: Expects.NOTHING, choices: [] };
}

/** The current prompt, put into the language of the moment: a patient may change it between two questions. */
async function promptIn(deps: ViewDeps, triageCase: TriageCase): Promise<PromptView> {
  const pack = packFor(deps, triageCase.language);
  const prompt = findPrompt(triageCase.dialogue?.currentPrompt ?? '');
  if (prompt === null) throw new Error('The stored prompt is not one of this release.');
  const facility = namesDirections(prompt.code) ? await deps.facilityOf(triageCase.facilityId) : null;
  return {
    code: prompt.code,
    text: wordPrompt(prompt.code, triageCase.findings, wordsOf(pack, facility?.travelDirections)),
    language: pack.tag,
    expects: prompt.expects,
    choices: choicesWithIcons(prompt).map(({ code, icon }) => ({ code, label: pack.choices[code], icon })),
  };
}
