import {
  CaseEventResolver,
  CaseImageResolver,
  OutcomeResolver,
  ReviewResolver,
  SimilarCaseResolver,
} from './case-parts.resolver';
import { CaseQueryResolver } from './case-query.resolver';
import { type CaseReading } from './read/case-reading';
import { TriageCaseResolver } from './triage-case.resolver';

/** Everything that the API reads of cases; each class wants the same `CaseReading`. */
export const CASE_READING_RESOLVERS: readonly (new (reading: CaseReading) => object)[] = [
  CaseQueryResolver,
  TriageCaseResolver,
  CaseImageResolver,
  SimilarCaseResolver,
  ReviewResolver,
  OutcomeResolver,
  CaseEventResolver,
];
