import {
  type AssessmentContent,
  type CaseError,
  CaseStatus,
  err,
  latestAssessment,
  notFound,
  ok,
  recordAssessment,
  type AcknowledgementTimes,
  type Result,
  type TriageCase,
} from '../domain';
import { type CaseRepository, systemContext } from '../cases';
import { type Jobs } from '../jobs';
import { type Clock } from '../time';
import { type EvidenceDeps, gatherEvidence } from './gather-evidence';
import { type LanguageModel, modelLimitation } from './language-model';
import { type AssessorDeps, makeEvidenceAssessment } from './make-evidence-assessment';
import { canBeAsked, promiseModelView } from './model/promise-model-view';
import { type FacilityFacts } from './with-notes';

export interface AssessmentDeps extends EvidenceDeps, AssessorDeps {
  readonly cases: CaseRepository;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly acknowledgementTimes: AcknowledgementTimes;
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
    const [evidence, facility] = await Promise.all([
      gatherEvidence(deps, seen, vault),
      deps.facilityOf(seen.facilityId),
    ]);
    let outdated = false;
    let made: AssessmentContent | null = null;
    const recorded = await deps.cases.transact(async (unit) => {
      let isAsked = false;
      const changed = await unit.change(caseId, (current) => {
        outdated = attempt < MAX_ATTEMPTS && saidMoreThan(seen, current);
        if (current.status !== CaseStatus.ASSESSING || outdated)
          return ok({ triageCase: current, events: [] });
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
        return recordAssessment(current, outcome, deps.acknowledgementTimes, context);
      });
      const assessment = changed.ok && isAsked ? latestAssessment(changed.value.triageCase) : null;
      if (assessment !== null)
        await promiseModelView(deps.jobs, unit.tx, { caseId, assessmentId: assessment.id });
      return changed;
    });
    if (!recorded.ok) return recorded;
    if (made !== null) deps.onAssessed?.(made);
    if (!outdated) return ok(recorded.value.triageCase);
  }
}

/** Whether the evidence was gathered for less than is known now. Findings and pictures are all that it depends on. */
function saidMoreThan(seen: TriageCase, current: TriageCase): boolean {
  const facts = ({ findings, images, consents }: TriageCase): string =>
    JSON.stringify([findings, images, consents]);
  return facts(seen) !== facts(current);
}
