import {
  type AssessmentContent,
  type CaseError,
  CaseStatus,
  err,
  notFound,
  ok,
  recordAssessment,
  type AcknowledgementTimes,
  type Result,
  type TriageCase,
} from '../domain';
import { type CaseRepository, systemContext } from '../cases';
import { type Clock } from '../time';
import { type EvidenceDeps, gatherEvidence } from './gather-evidence';
import { type AssessorDeps, makeEvidenceAssessment } from './make-evidence-assessment';

export interface AssessmentDeps extends EvidenceDeps, AssessorDeps {
  readonly cases: CaseRepository;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly acknowledgementTimes: AcknowledgementTimes;
  /** Called once for each assessment that was stored, for the metrics. */
  readonly onAssessed?: (assessment: Pick<AssessmentContent, 'source' | 'limitations'>) => void;
  /** How the patient's facility is reached from, and what is endemic there. */
  readonly facilityOf: (
    facilityId: string,
  ) => Promise<{ travelDirections: string; endemicDiseases: readonly string[] }>;
}

/** So often the evidence is gathered anew when the patient said or showed more in the meantime. */
const MAX_ATTEMPTS = 3;

/**
 * Assesses a case that is in ASSESSING and hands it to the clinicians' queue. Runs inside the request and again as
 * a durable job, whichever survives; the second to arrive finds the work done. Errors: NOT_FOUND.
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
    const recorded = await deps.cases.change(caseId, (current) => {
      made = null;
      outdated = attempt < MAX_ATTEMPTS && saidMoreThan(seen, current);
      if (current.status !== CaseStatus.ASSESSING || outdated) return ok({ triageCase: current, events: [] });
      const context = systemContext(deps);
      const latencyMs = context.now.getTime() - startedAt.getTime();
      const outcome = makeEvidenceAssessment(deps, { triageCase: current, evidence, facility, latencyMs });
      made = outcome.assessment;
      return recordAssessment(current, outcome, deps.acknowledgementTimes, context);
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
