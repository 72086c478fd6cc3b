/** The door of assessment/: where the rooms meet — pictures, neighbours, rules, the language model and the case. */
export { assessCase } from './assess-case';
export { AssessmentResolver, type AssessmentDoor } from './assessment.resolver';
export {
  createAbsentLanguageModel,
  createStandInLanguageModel,
  type LanguageModel,
  LanguageModelKind,
} from './language-model';
export { loadConditionProfiles } from './load-profiles';
export { loadRuleSet } from './load-rules';
export { askModel } from './model/ask-model';
export { createCaseWatch } from './model/case-watch';
export { createInTurn } from './model/in-turn';
export { ModelCallOutcome } from './model/model-call-outcome';
export { costOf, type TokenPrices } from './model/token-cost';
export { SimilarCasesResolver } from './similar-cases.resolver';
