import { makeEvidenceAssessment } from '../../../src/assessment/make-evidence-assessment';
import {
  type AssessmentContent,
  DEFAULT_FUSION,
  DEFAULT_URGENCY_THRESHOLDS,
  joinUrgency,
  Limitation,
  malignantProbability,
} from '../../../src/domain';
import { type Embedder } from '../../../src/embedding';
import { APP_VERSION } from '../../../src/observability';
import { type AssessmentData } from './assessment-data';
import { type JudgedView } from './outcome';
import { type PosedCase } from './posed-case';

/** The EVIDENCE assessment that the house would have recorded for a case, its urgency joined with what rules had said. */
export type AssessByEvidence = (posed: PosedCase) => AssessmentContent;

export function createEvidenceAssessor(data: AssessmentData, embedder: Embedder): AssessByEvidence {
  const deps = {
    ...data,
    embedder,
    fusion: DEFAULT_FUSION,
    thresholds: DEFAULT_URGENCY_THRESHOLDS,
    standingLimitations: [],
    appVersion: APP_VERSION,
  };
  return ({ triageCase, evidence, endemicDiseases, ruleSet }) => {
    const facility = { travelDirections: '', endemicDiseases };
    const modelLimitation = Limitation.MEDGEMMA_PENDING;
    const input = { triageCase, evidence, facility, modelLimitation, latencyMs: 0 };
    const { assessment } = makeEvidenceAssessment({ ...deps, ruleSet }, input);
    return {
      ...assessment,
      urgency: joinUrgency(assessment.urgency, triageCase.urgency ?? assessment.urgency),
    };
  };
}

/** What of an assessment is measured. */
export function viewOf({
  differential,
  urgency,
}: Pick<AssessmentContent, 'differential' | 'urgency'>): JudgedView {
  return {
    ranked: differential.map(({ name }) => name),
    topProbability: differential[0]?.probability ?? null,
    malignantProbability: malignantProbability(differential),
    urgency,
  };
}
