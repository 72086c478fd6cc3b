import { NO_FINDINGS } from '../findings/findings';
import { ok } from '../result';
import { CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { resolveEscalations } from './escalations';
import { checkFresh } from './review';
import { CaseStatus, type Escalation, type TriageCase } from './triage-case';

/**
 * Empties the case of everything about the patient. Number, status, facility, dates, version and history stay;
 * the caller throws the data key away and deletes the media. Erasing twice is the same as once.
 */
export function erase(
  triageCase: TriageCase,
  command: { version: number; reason: string },
  context: CommandContext,
): Decision {
  if (triageCase.status === CaseStatus.ERASED) return ok({ triageCase, events: [] });
  const checked = checkFresh(triageCase, command.version);
  if (!checked.ok) return checked;
  const resolved = resolveEscalations(triageCase, context);
  return ok({
    triageCase: {
      ...resolved.triageCase,
      status: CaseStatus.ERASED,
      urgency: null,
      assigneeId: null,
      version: triageCase.version + 1,
      patient: {
        id: triageCase.patient.id,
        externalId: null,
        ageYears: null,
        ageDays: null,
        sexAtBirth: null,
        fitzpatrickSkinType: null,
      },
      callbackReference: null,
      consents: [],
      findings: NO_FINDINGS,
      utterances: [],
      images: [],
      assessments: [],
      soapNote: null,
      explanation: null,
      review: null,
      outcome: null,
      escalations: resolved.triageCase.escalations.map(withoutWords),
      dialogue: triageCase.dialogue === null ? null : { ...triageCase.dialogue, endedAt: context.now },
    },
    events: [
      ...resolved.events,
      happened(context, CaseEventKind.CASE_ERASED, 'Case erased at the patient’s request.', {
        reason: command.reason,
      }),
    ],
  });
}

/** Why it was raised quotes the patient, and a note may name them; that it was raised is history. */
function withoutWords(escalation: Escalation): Escalation {
  return { ...escalation, reasons: [], note: null };
}
