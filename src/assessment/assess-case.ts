import {
  type AssessmentContent,
  type CaseError,
  CaseStatus,
  err,
  latestAssessment,
  notFound,
  ok,
  recordAssessment,
  type AcknowledgementPolicy,
  type Result,
  type TriageCase,
} from '../domain';
import { type CaseRepository, type CaseUnit, systemContext } from '../cases';
import { type Jobs } from '../jobs';
import { type Clock } from '../time';
import { type EvidenceDeps, type GatheredEvidence, gatherEvidence } from './gather-evidence';
import { type LanguageModel, modelLimitation } from './language-model';
import { type AssessorDeps, makeEvidenceAssessment } from './make-evidence-assessment';
import { canBeAsked, promiseModelView } from './model/promise-model-view';
import { type FacilityFacts } from './with-notes';

export interface AssessmentDeps extends EvidenceDeps, AssessorDeps {
  readonly cases: CaseRepository;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly acknowledgementPolicyOf: (facilityId: string) => Promise<AcknowledgementPolicy>;
  readonly languageModel: LanguageModel;
  /** Called once for each assessment that was stored, for the metrics. */
  readonly onAssessed?: (assessment: Pick<AssessmentContent, 'source' | 'limitations'>) => void;
  readonly facilityOf: (facilityId: string) => Promise<FacilityFacts>;
}

/** So often the evidence is gathered anew when the patient said or showed more in the meantime. */
const MAX_ATTEMPTS = 3;

/**
 * Assesses a case that is in ASSESSING and hands it to the clinicians' queue. Runs inside the request and again as
 * a durable job, whichever survives; the second to arrive finds the work done. Never waits for the language model, which is
 * asked by a job that commits with the assessment. Errors: NOT_FOUND.
 */
export async function assessCase(
  deps: AssessmentDeps,
  caseId: string,
): Promise<Result<TriageCase, CaseError>> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await deps.cases.find(caseId);
    if (found === null) return err(notFound('case'));
    const { triageCase: seen, vault } = found;
    if (seen.status !== CaseStatus.ASSESSING || vault === null) return ok(seen);
    const startedAt = deps.clock.now();
    const [evidence, facility, policy] = await Promise.all([
      gatherEvidence(deps, seen, vault),
      deps.facilityOf(seen.facilityId),
      deps.acknowledgementPolicyOf(seen.facilityId),
    ]);
    const run = { seen, evidence, facility, policy, startedAt, isLast: attempt === MAX_ATTEMPTS };
    const recorded = await deps.cases.transact((unit) => record(deps, unit, run));
    if (!recorded.ok) return recorded;
    const { triageCase, made, isOutdated } = recorded.value;
    if (made !== null) deps.onAssessed?.(made);
    if (!isOutdated) return ok(triageCase);
  }
}

/** What was gathered for a case as it was seen. */
interface Run {
  readonly seen: TriageCase;
  readonly evidence: GatheredEvidence;
  readonly facility: FacilityFacts;
  readonly policy: AcknowledgementPolicy;
  readonly startedAt: Date;
  /** Its outcome is recorded even if more was said meanwhile. */
  readonly isLast: boolean;
}

interface Recorded {
  readonly triageCase: TriageCase;
  /** Null: nothing was recorded; another run did it, or this one is outdated. */
  readonly made: AssessmentContent | null;
  readonly isOutdated: boolean;
}

/** In one transaction: the assessment, and the promise that the language model will be asked about this very one. */
async function record(
  deps: AssessmentDeps,
  unit: CaseUnit,
  { seen, evidence, facility, policy, startedAt, isLast }: Run,
): Promise<Result<Recorded, CaseError>> {
  let isOutdated = false;
  let isAsked = false;
  let made: AssessmentContent | null = null;
  const changed = await unit.change(seen.id, (current) => {
    isOutdated = !isLast && saidMoreThan(seen, current);
    if (current.status !== CaseStatus.ASSESSING || isOutdated) return ok({ triageCase: current, events: [] });
    isAsked = canBeAsked(deps.languageModel, current);
    const context = systemContext(deps);
    const outcome = makeEvidenceAssessment(deps, {
      triageCase: current,
      evidence,
      facility,
      modelLimitation: modelLimitation(deps.languageModel, isAsked),
      latencyMs: context.now.getTime() - startedAt.getTime(),
    });
    made = outcome.assessment;
    return recordAssessment(current, outcome, policy, context);
  });
  if (!changed.ok) return changed;
  const { triageCase } = changed.value;
  const assessmentId = latestAssessment(triageCase)?.id;
  if (isAsked && assessmentId !== undefined)
    await promiseModelView(deps.jobs, unit.tx, { caseId: triageCase.id, assessmentId });
  return ok({ triageCase, made, isOutdated });
}

/** Whether the evidence was gathered for less than is known now. Findings and pictures are all that it depends on. */
function saidMoreThan(seen: TriageCase, current: TriageCase): boolean {
  const facts = ({ findings, images, consents }: TriageCase): string =>
    JSON.stringify([findings, images, consents]);
  return facts(seen) !== facts(current);
}
