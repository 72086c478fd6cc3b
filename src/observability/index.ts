/** The door of observability/: what the house says about itself, without a word about its patients. */
export { createHealth, type DependencyCheck, type Health } from './health';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { currentRequest, inRequest, noteCase } from './request-scope';
export { APP_VERSION } from './version';
