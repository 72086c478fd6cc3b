/** The door of escalation/: the durable stream of events, and the escalations that must be answered. */
export { acknowledgementPolicy, type FacilityTerms } from './acknowledgement-policy';
export { climbLadder } from './climb-ladder';
export { createEscalationBatches } from './escalation-batches';
export { ESCALATION_RESOLVERS } from './escalation.resolvers';
export { cursorOf, startEventStream, type EventStream, type StreamRequest } from './event-stream';
export { overdueSteps } from './overdue-steps';
export { type StreamRow } from './stream-row';
