/** The door of escalation/: the durable stream of events, and the escalations that must be answered. */
export { createEscalationBatches } from './escalation-batches';
export { ESCALATION_RESOLVERS } from './escalation.resolvers';
export { cursorOf, startEventStream, type EventStream, type StreamRequest } from './event-stream';
export { type StreamRow } from './stream-row';
