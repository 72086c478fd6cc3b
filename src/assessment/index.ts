/** The door of assessment/: where the rooms meet — pictures, neighbours, rules and the case. */
export { assessCase } from './assess-case';
export { AssessmentResolver, type AssessmentDoor } from './assessment.resolver';
export { createAbsentLanguageModel, createStandInLanguageModel } from './language-model';
export { loadRuleSet } from './load-rules';
export { SimilarCasesResolver } from './similar-cases.resolver';
