import { EscalationEventKind, Urgency } from '../../src/domain';
import { type DeliveryMessage } from '../../src/delivery/channel';

/** What an endpoint is told when a case becomes urgent. */
export const RAISED: DeliveryMessage = {
  id: '01939a00-0000-7000-8000-0000000000d1',
  kind: EscalationEventKind.RAISED,
  escalationId: '01939a00-0000-7000-8000-0000000000e1',
  caseNumber: 'PAA-2026-000123',
  urgency: Urgency.URGENT,
  tier: 1,
  at: new Date('2026-11-23T10:00:00Z'),
  cursor: 'cursor-17',
  url: 'https://dashboard.example.org/',
};
