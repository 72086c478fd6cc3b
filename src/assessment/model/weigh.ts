import {
  type Assessment,
  type AssessmentOutcome,
  latestAssessment,
  Limitation,
  type ModelLimitation,
  type ModelView,
  standsWith,
  type TriageCase,
} from '../../domain';
import { type FacilityFacts, withNotes } from '../with-notes';
import { type ModelAssessorDeps, makeModelAssessment } from './make-model-assessment';
import { type ModelCall } from './model-call';
import { ModelCallOutcome } from './model-call-outcome';
import { nextTryMs } from './patience';
import { type Heard, type Silence } from './put-question';
import { glanceOf, Standing, standingOf, type Subject } from './subject';

/** One try: whom was asked about what, and what came of it. */
export interface Try {
  readonly subject: Subject;
  /** As provenance names them. */
  readonly model: string;
  readonly promptVersion: string;
  readonly giveUpMs: number;
  readonly heard: Heard;
  readonly facility: FacilityFacts;
}

/** What becomes of a case after a try. */
export interface Conclusion {
  /** The calls as they are kept. */
  readonly calls: readonly ModelCall[];
  /** What the guard refused the view for, or did to it. */
  readonly guardCodes: readonly string[];
  /** The next revision; null: none yet, or none any more. */
  readonly revision: AssessmentOutcome | null;
  /** When the model is tried again; null: it is not. */
  readonly tryAgainMs: number | null;
}

export interface WeighDeps extends ModelAssessorDeps {
  /** 0 to 1, another one each time. */
  readonly chance: () => number;
}

/** What happened before this try, and when it is. */
interface Past {
  /** Calls about the same assessment that had run out of time before. */
  readonly timeoutsBefore: number;
  readonly now: Date;
}

/** A try, and the case that it is held against. */
interface Weighing {
  readonly tried: Try;
  readonly current: TriageCase;
  /** What the model was asked about, and still the latest. */
  readonly evidence: Assessment;
  readonly past: Past;
}

/** What a try is worth for the case as it stands now. Pure but for chance. */
export function weigh(deps: WeighDeps, tried: Try, current: TriageCase, past: Past): Conclusion {
  const { subject, heard } = tried;
  const evidence = latestAssessment(current);
  const standing = standingOf(subject, glanceOf(current));
  const forNothing = { ...NOTHING, calls: unheard(heard) };
  if (evidence === null || standing === Standing.SUPERSEDED) return forNothing;
  const weighing = { tried, current, evidence, past };
  switch (standing) {
    case Standing.PICTURE_WITHDRAWN:
      return { ...forNothing, tryAgainMs: 0 };
    case Standing.CARE_WITHDRAWN:
      return { ...forNothing, revision: standsAs(deps, weighing, Limitation.MEDGEMMA_UNAVAILABLE) };
    case Standing.STANDS:
      return heard.result.ok
        ? worthOfView(deps, weighing, heard.result.value)
        : worthOfSilence(deps, weighing, heard.result.error);
  }
}

function worthOfView(deps: WeighDeps, weighing: Weighing, view: ModelView): Conclusion {
  const { tried, current: triageCase, evidence } = weighing;
  const { calls } = tried.heard;
  const made = makeModelAssessment(deps, {
    triageCase,
    evidence,
    view,
    facility: tried.facility,
    modelName: tried.model,
    promptVersion: tried.promptVersion,
    latencyMs: calls.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
  });
  if (made.ok) {
    const { outcome: revision, notes } = made.value;
    const judged = lastAs(calls, { outcome: ModelCallOutcome.ACCEPTED, reasons: notes });
    return { ...NOTHING, calls: judged, guardCodes: notes, revision };
  }
  const reasons = made.error;
  return {
    ...NOTHING,
    calls: lastAs(calls, { outcome: ModelCallOutcome.REFUSED_BY_GUARD, reasons }),
    guardCodes: reasons,
    revision: standsAs(deps, weighing, Limitation.MEDGEMMA_REFUSED_BY_GUARD),
  };
}

function worthOfSilence(deps: WeighDeps, weighing: Weighing, silence: Silence): Conclusion {
  const { heard } = weighing.tried;
  const tryAgainMs = nextTry(deps, weighing, silence);
  if (tryAgainMs !== null) return { ...NOTHING, calls: heard.calls, tryAgainMs };
  const limitation = limitationOf(heard, silence, weighing.past);
  return { ...NOTHING, calls: heard.calls, revision: standsAs(deps, weighing, limitation) };
}

/** The EVIDENCE assessment stands, and says why there is no more. */
function standsAs(
  { packs }: WeighDeps,
  { tried: { facility }, current: triageCase, evidence }: Weighing,
  limitation: ModelLimitation,
): AssessmentOutcome {
  return withNotes(packs, { triageCase, facility, assessment: standsWith(evidence, limitation) });
}

const NOTHING: Conclusion = { calls: [], guardCodes: [], revision: null, tryAgainMs: null };

/** How an assessment names what became of the model when it is not tried again. */
const LIMITATIONS: Readonly<Record<Silence['outcome'], ModelLimitation>> = {
  [ModelCallOutcome.UNAVAILABLE]: Limitation.MEDGEMMA_UNAVAILABLE,
  [ModelCallOutcome.CANCELLED]: Limitation.MEDGEMMA_UNAVAILABLE,
  [ModelCallOutcome.TIMEOUT]: Limitation.MEDGEMMA_TIMEOUT,
  [ModelCallOutcome.UNPARSEABLE]: Limitation.MEDGEMMA_UNPARSEABLE,
};

/** A model that was not even asked this time is as late as it was the last time. */
function limitationOf({ calls }: Heard, { outcome }: Silence, { timeoutsBefore }: Past): ModelLimitation {
  const isAsBefore = calls.length === 0 && timeoutsBefore > 0;
  return isAsBefore ? Limitation.MEDGEMMA_TIMEOUT : LIMITATIONS[outcome];
}

/** Milliseconds until the next try; null: this was the last. Who once ran out of time may do so once more. */
function nextTry(
  { chance }: WeighDeps,
  { tried: { giveUpMs }, evidence, past: { timeoutsBefore, now } }: Weighing,
  { outcome, isTransient, retryAfterMs }: Silence,
): number | null {
  const isLateAgain = outcome === ModelCallOutcome.TIMEOUT && timeoutsBefore > 0;
  if (!isTransient || isLateAgain) return null;
  const ageMs = now.getTime() - evidence.createdAt.getTime();
  return nextTryMs({ ageMs, giveUpMs, retryAfterMs, chance: chance() });
}

/** Answers that nobody waits for any more were made for nothing: what they said is not kept. */
function unheard({ calls, result }: Heard): readonly ModelCall[] {
  const wordless = calls.map((call) => ({ ...call, answer: null }));
  return result.ok ? lastAs(wordless, { outcome: ModelCallOutcome.CANCELLED, reasons: [] }) : wordless;
}

function lastAs(calls: readonly ModelCall[], changed: Partial<ModelCall>): readonly ModelCall[] {
  return calls.map((call, index) => (index === calls.length - 1 ? { ...call, ...changed } : call));
}
