/** The door of the pure heart. Each part may build on those before it and on none after it: lint holds the order. */
export * from './result';
export * from './urgency';
export * from './uuid';
export * from './viewer';
export * from './vocabulary';

// What is known of a patient, three-valued.
export * from './findings/findings';
export * from './findings/predicates';
export * from './findings/private-matters';

// What a case is, and how it may change.
export * from './case/acknowledgement-policy';
export * from './case/assessment';
export * from './case/assessments';
export * from './case/case-change';
export * from './case/case-error';
export * from './case/consents';
export * from './case/erasure';
export * from './case/evidence-summary';
export * from './case/escalations';
export * from './case/images';
export * from './case/ladder';
export * from './case/review';
export * from './case/triage-case';

// What a text says.
export * from './language/answers';
export * from './language/compile-language';
export * from './language/extraction';
export * from './language/lexicon';
export * from './language/people';
export * from './language/phrases';
export * from './language/read-text';
export * from './language/standing';
export * from './language/tokens';

// What is dangerous in it.
export * from './red-flags/known-facts';
export * from './red-flags/open-rules';
export * from './red-flags/picture-suspicion';
export * from './red-flags/red-flag-rules';
export * from './red-flags/red-flags';
export * from './red-flags/suspicion-answers';
export * from './red-flags/suspicion-score';

// What is asked, and which answers can be pressed.
export * from './interview/apply-choice';
export * from './interview/choices';
export * from './interview/interview';
export * from './interview/prompts';
export * from './interview/raising-answers';
export * from './interview/scope';
export * from './interview/topics';

// How a case changes while somebody talks.
export * from './conversation/conversation-changes';
export * from './conversation/dialogue';
export * from './conversation/hear';
export * from './conversation/hear-answer';
export * from './conversation/opening';
export * from './conversation/session-stage';
export * from './conversation/who-speaks';

// What pictures that look alike say.
export * from './evidence/condition-profile';
export * from './evidence/conditions';
export * from './evidence/differential';
export * from './evidence/evidence-support';
export * from './evidence/fuse-similar-cases';
export * from './evidence/skin-tones';

// What people are told.
export * from './wording/explanation';
export * from './wording/prompt-words';
export * from './wording/retell';
export * from './wording/skin-tones';
export * from './wording/soap-note';
export * from './wording/text-safety';
export * from './wording/what-would-change';

// What a language model says of a case, and how far it is believed.
export { describeGuardNotes, GuardNote, GuardReason } from './model-view/guard-reasons';
export * from './model-view/argue-from-similar-cases';
export * from './model-view/for-patients';
export * from './model-view/guard-model-view';
export * from './model-view/model-view';
export * from './model-view/stands-with';
export * from './model-view/view-confidence';
