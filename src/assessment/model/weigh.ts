import {
  type Assessment,
  type AssessmentOutcome,
  latestAssessment,
  Limitation,
  type ModelLimitation,
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

/** What a try is worth for the case as it stands now. Pure but for chance. */
export function weigh(deps: WeighDeps, tried: Try, current: TriageCase, past: Past): Conclusion {
  const { subject, heard, facility } = tried;
  const evidence = latestAssessment(current);
  const standing = standingOf(subject, glanceOf(current));
  if (evidence === null || standing === Standing.SUPERSEDED) return { ...NOTHING, calls: unheard(heard) };
  const standsAs = (limitation: ModelLimitation): AssessmentOutcome =>
    withNotes(deps.packs, {
      triageCase: current,
      facility,
      assessment: standsWith(evidence, limitation),
    });
  switch (standing) {
    case Standing.PICTURE_WITHDRAWN:
      return { ...NOTHING, calls: unheard(heard), tryAgainMs: 0 };
    case Standing.CARE_WITHDRAWN:
      return {
        ...NOTHING,
        calls: unheard(heard),
        revision: standsAs(Limitation.MEDGEMMA_UNAVAILABLE),
      };
    case Standing.STANDS: {
      const { result, calls } = heard;
      if (!result.ok) {
        const tryAgainMs = nextTry(deps, tried, result.error, evidence, past);
        const revision = tryAgainMs === null ? standsAs(limitationOf(heard, result.error, past)) : null;
        return { ...NOTHING, calls, revision, tryAgainMs };
      }
      const made = makeModelAssessment(deps, {
        triageCase: current,
        evidence,
        view: result.value,
        facility,
        modelName: tried.model,
        promptVersion: tried.promptVersion,
        latencyMs: calls.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
      });
      return {
        ...NOTHING,
        calls: judged(calls, made),
        guardCodes: made.ok ? made.value.notes : made.error,
        revision: made.ok ? made.value.outcome : standsAs(Limitation.MEDGEMMA_REFUSED_BY_GUARD),
      };
    }
  }
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
  { giveUpMs }: Try,
  { outcome, isTransient, retryAfterMs }: Silence,
  { createdAt }: Assessment,
  { timeoutsBefore, now }: Past,
): number | null {
  const isLateAgain = outcome === ModelCallOutcome.TIMEOUT && timeoutsBefore > 0;
  if (!isTransient || isLateAgain) return null;
  return nextTryMs({ ageMs: now.getTime() - createdAt.getTime(), giveUpMs, retryAfterMs, chance: chance() });
}

/** An answer that nobody waits for any more was made for nothing: what it said is not kept. */
function unheard({ calls, result }: Heard): readonly ModelCall[] {
  if (!result.ok) return calls;
  return lastAs(calls, { outcome: ModelCallOutcome.CANCELLED, reasons: [], answer: null });
}

function judged(
  calls: readonly ModelCall[],
  made: ReturnType<typeof makeModelAssessment>,
): readonly ModelCall[] {
  return made.ok
    ? lastAs(calls, { outcome: ModelCallOutcome.ACCEPTED, reasons: made.value.notes })
    : lastAs(calls, { outcome: ModelCallOutcome.REFUSED_BY_GUARD, reasons: made.error });
}

function lastAs(calls: readonly ModelCall[], changed: Partial<ModelCall>): readonly ModelCall[] {
  return calls.map((call, index) => (index === calls.length - 1 ? { ...call, ...changed } : call));
}
