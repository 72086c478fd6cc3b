/** The door of observability/: what the house says about itself, without a word about its patients. */
export {
  createHealth,
  DependencyStatus,
  type DependencyCheck,
  type DependencyReport,
  type Health,
  type HealthOptions,
  type Readiness,
} from './health';
export { describeError, type LogFields } from './log-fields';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { currentRequest, inRequest, noteCase, type RequestScope } from './request-scope';
export { APP_VERSION } from './version';
