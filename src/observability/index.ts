/** The door of observability/: what the house says about itself, without a word about its patients. */
export { answerMetricsOfWorkers, createExposition } from './cluster-metrics';
export {
  createHealth,
  type DependencyCheck,
  type EmbeddingReport,
  type Health,
  type LanguageModelReport,
} from './health';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { type LineMetrics, type OpenLine } from './line-metrics';
export { createMetrics } from './metrics';
export { currentRequest, inRequest, noteCase } from './request-scope';
export { APP_VERSION } from './version';
