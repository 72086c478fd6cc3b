/** The door of identity/: who asks, how they prove it, and the one policy that says who may do what. */
export {
  Action,
  authorise,
  authoriseEscalated,
  facilitiesAsked,
  may,
  permit,
  pooledAsked,
  sees,
  tierSeenFrom,
} from './policy';
export { createIdentity, type Identity, type IdentityDeps } from './identity';
export { IdentityResolver } from './identity.resolver';
export { FacilityType, ViewerType } from './identity.types';
export { hashPassword } from './password';
export { createSignInLimiter } from './sign-in-limiter';
export { createSignOuts, type SignOuts } from './sign-outs';
export { hashToken } from './token';
export { forgetExpiredSessions } from './forget-expired-sessions';
