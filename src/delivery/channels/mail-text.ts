import { EscalationEventKind, EscalationTier, type Urgency } from '../../domain';
import { type DeliveryMessage } from '../channel';

/** What happened, in the words of a subject. */
const HAPPENED: Readonly<Record<EscalationEventKind, string>> = {
  [EscalationEventKind.RAISED]: 'escalation raised',
  [EscalationEventKind.REMINDED]: 'escalation not answered yet',
  [EscalationEventKind.ACKNOWLEDGED]: 'escalation acknowledged',
  [EscalationEventKind.RESOLVED]: 'escalation resolved',
};

/** Who is asked, by tier. */
const ASKED: Readonly<Record<number, string>> = {
  [EscalationTier.FACILITY]: "the facility's staff",
  [EscalationTier.REGION]: 'the regional pool',
  [EscalationTier.PLATFORM]: 'the duty pool of the platform',
};

/** "EMERGENCY: escalation raised, PAA-…": mail programs show it on locked screens, so nothing of the patient. */
export function mailSubject({ urgency, kind, caseNumber }: DeliveryMessage): string {
  return `${urgency}: ${HAPPENED[kind]}, ${caseNumber}`;
}

/** The whole mail: plain ASCII, short lines, no word about the patient. */
export function mailText(message: DeliveryMessage): string {
  const { urgency, kind, caseNumber, tier, at, url } = message;
  return [
    sentence(urgency, kind),
    '',
    `Case:    ${caseNumber}`,
    `Urgency: ${urgency}`,
    `Asked:   ${ASKED[tier] ?? 'everybody'} (tier ${tier})`,
    `Since:   ${at.toISOString()}`,
    '',
    ...(url === null ? ['Sign in to the dashboard to see it and to answer.'] : ['See it and answer:', url]),
    '',
    'This mail says nothing about the patient, and answers to it are not read.',
    'The same mail may come twice; its Message-ID is then the same.',
    '',
  ].join('\n');
}

function sentence(urgency: Urgency, kind: EscalationEventKind): string {
  switch (kind) {
    case EscalationEventKind.RAISED:
      return `A case needs somebody now: its urgency is ${urgency}.`;
    case EscalationEventKind.REMINDED:
      return 'Nobody has answered this escalation in time. Please do.';
    case EscalationEventKind.ACKNOWLEDGED:
      return 'Somebody has answered this escalation.';
    case EscalationEventKind.RESOLVED:
      return 'This escalation is closed: a clinician has reviewed the case.';
  }
}
