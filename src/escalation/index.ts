/** The door of escalation/: the durable stream of events, and the escalations that must be answered. */
export {
  cursorOf,
  startEventStream,
  type EventStream,
  type EventStreamDeps,
  type StreamRequest,
} from './event-stream';
export { type StreamRow } from './stream-row';
