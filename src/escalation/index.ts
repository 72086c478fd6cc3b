/** The door of escalation/: the durable stream of events, and the escalations that must be answered. */
export { createEscalationBatches, type EscalationBatches } from './escalation-batches';
export { type EscalationDoor } from './escalation-door';
export { ESCALATION_RESOLVERS } from './escalation.resolvers';
export {
  cursorOf,
  startEventStream,
  type EventStream,
  type EventStreamDeps,
  type StreamRequest,
} from './event-stream';
export { type StreamRow } from './stream-row';
