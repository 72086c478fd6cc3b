import { err, ok } from '../result';
import { ConsentKind } from '../vocabulary';
import { CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { conflict } from './case-error';
import { withoutPictures } from './images';
import { CaseStatus, type Consent, consentTo, type TriageCase } from './triage-case';

export interface ConsentDecision {
  readonly kind: ConsentKind;
  readonly granted: boolean;
  /** Version of the wording that was read out. */
  readonly wording: string;
}

/**
 * Records an explicit yes or no. A no after a yes withdraws: what the consent covered leaves the case in the
 * same change, and the caller removes the bytes behind it. The same answer twice is recorded once.
 */
export function recordConsent(
  triageCase: TriageCase,
  answer: ConsentDecision,
  context: CommandContext,
): Decision {
  if (triageCase.status === CaseStatus.ERASED) return err(conflict('The case was erased.'));
  const before = consentTo(triageCase, answer.kind);
  if (before?.granted === answer.granted) return ok({ triageCase, events: [] });
  const consent: Consent = {
    id: context.newId(),
    kind: answer.kind,
    granted: answer.granted,
    givenBy: triageCase.speaker,
    language: triageCase.language,
    wording: answer.wording,
    at: context.now,
  };
  const recorded = { ...triageCase, consents: [...triageCase.consents, consent] };
  const kind = answer.granted
    ? CaseEventKind.CONSENT_GRANTED
    : before === null
      ? CaseEventKind.CONSENT_REFUSED
      : CaseEventKind.CONSENT_WITHDRAWN;
  const event = happened(context, kind, `${kind.replace('.', ' ')}: ${answer.kind}.`, {
    consent: answer.kind,
    wording: answer.wording,
  });
  if (answer.granted || answer.kind !== ConsentKind.IMAGE_CAPTURE)
    return ok({ triageCase: recorded, events: [event] });
  const { triageCase: emptied, events } = withoutPictures(recorded, context);
  return ok({ triageCase: emptied, events: [event, ...events] });
}
