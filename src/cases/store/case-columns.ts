import { latestAssessment, type TriageCase, Urgency, urgencyRank } from '../../domain';

const MAX_SEARCH_TEXT_LENGTH = 10_000;

/** Columns of the case's own row, its lists' projection among them. */
export function caseColumns(triageCase: TriageCase) {
  const { dialogue } = triageCase;
  const differential = latestAssessment(triageCase)?.differential ?? [];
  return {
    status: triageCase.status,
    urgency: triageCase.urgency,
    version: triageCase.version,
    language: triageCase.language,
    speaker: triageCase.speaker,
    updatedAt: triageCase.updatedAt,
    assigneeId: triageCase.assigneeId,
    callbackReference:
      triageCase.callbackReference === null ? null : new Uint8Array(triageCase.callbackReference),
    languageDetected: dialogue?.languageDetected ?? true,
    speakerKnown: dialogue?.speakerKnown ?? true,
    currentPrompt: dialogue?.currentPrompt ?? null,
    askedPrompts: [...(dialogue?.askedPrompts ?? [])],
    answeredTopics: [...(dialogue?.answeredTopics ?? [])],
    sessionEndedAt: dialogue?.endedAt ?? null,
    urgencyRank: listRank(triageCase.urgency),
    conditionTerms: [...new Set(differential.flatMap((c) => [c.name.toLowerCase(), ...c.icd10]))],
    searchText: searchTextOf(triageCase),
  };
}

/** Ascending is the order in which to work: 0 EMERGENCY … 4 SELF_CARE, 5 not known yet. */
export function listRank(urgency: Urgency | null): number {
  return urgencyRank(Urgency.EMERGENCY) - urgencyRank(urgency);
}

function searchTextOf(triageCase: TriageCase): string {
  const note = triageCase.soapNote;
  const words = [
    triageCase.number,
    triageCase.findings.chiefComplaint,
    note?.subjective,
    note?.assessment,
    triageCase.review?.note,
  ];
  return words.filter(Boolean).join('\n').slice(0, MAX_SEARCH_TEXT_LENGTH);
}
