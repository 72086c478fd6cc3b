/** The door of the pure heart: what a case is, how it may change, and what follows from what is known. */
export * from './assessment';
export * from './assessments';
export * from './case-change';
export * from './case-error';
export * from './conditions';
export * from './consents';
export * from './differential';
export * from './erasure';
export * from './escalations';
export * from './findings';
export * from './images';
export * from './result';
export * from './review';
export * from './triage-case';
export * from './urgency';
export * from './viewer';
export * from './vocabulary';
