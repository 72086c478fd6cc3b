/** The door of time/: what time it is, and how long one waits for something. */
export { askAtMostEvery } from './ask-at-most-every';
export { type Clock, systemClock } from './clock';
export { type TimeLimit, timeLimit } from './time-limit';
export { createWake } from './wake';
export { TimeoutError, withinTime } from './within-time';
