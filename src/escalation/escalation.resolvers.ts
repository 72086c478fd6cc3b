import { type EscalationDoor } from './escalation-door';
import { EscalationListResolver } from './escalation-list.resolver';
import { CaseEscalationsResolver, EscalationResolver } from './escalation.resolver';
import { EventResolver } from './event.resolver';

/** Everything that the API knows of escalations; each class wants the same `EscalationDoor`. */
export const ESCALATION_RESOLVERS: readonly (new (door: EscalationDoor) => object)[] = [
  EscalationListResolver,
  EscalationResolver,
  CaseEscalationsResolver,
  EventResolver,
];
