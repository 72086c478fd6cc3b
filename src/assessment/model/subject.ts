import { type CaseGlance } from '../../cases';
import { CaseStatus, ConsentKind, hasConsent, latestAssessment, type TriageCase } from '../../domain';
import { type ModelTask } from './promise-model-view';

/** What the model was asked about, and what it was shown for it. */
export interface Subject extends ModelTask {
  /** Null: it was shown no picture. */
  readonly imageId: string | null;
}

/** Whether an answer about this subject can still become part of the case, and if not, why. */
export const Standing = {
  STANDS: 'STANDS',
  /** Closed, erased, or a later assessment is there or on its way: nobody waits for the answer. */
  SUPERSEDED: 'SUPERSEDED',
  /** Nobody may be asked about the patient any more. */
  CARE_WITHDRAWN: 'CARE_WITHDRAWN',
  /** The answer would rest on a picture that nobody may use any more. */
  PICTURE_WITHDRAWN: 'PICTURE_WITHDRAWN',
} as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

const WAITING: ReadonlySet<CaseStatus> = new Set([CaseStatus.AWAITING_REVIEW, CaseStatus.IN_REVIEW]);

/** How a subject stands with what was last seen of its case. */
export function standingOf(subject: Subject, seen: Omit<CaseGlance, 'id'>): Standing {
  if (!WAITING.has(seen.status) || seen.latestAssessmentId !== subject.assessmentId)
    return Standing.SUPERSEDED;
  if (!seen.hasCareConsent) return Standing.CARE_WITHDRAWN;
  const isKept = subject.imageId === null || seen.keptImageIds.includes(subject.imageId);
  return isKept ? Standing.STANDS : Standing.PICTURE_WITHDRAWN;
}

/** What a glance at this case would have shown. */
export function glanceOf(triageCase: TriageCase): Omit<CaseGlance, 'id'> {
  return {
    status: triageCase.status,
    hasCareConsent: hasConsent(triageCase, ConsentKind.CARE),
    latestAssessmentId: latestAssessment(triageCase)?.id ?? null,
    keptImageIds: triageCase.images.filter(({ mediaKey }) => mediaKey !== null).map(({ id }) => id),
  };
}
