/** The door of identity/: who asks, how they prove it, and the one policy that says who may do what. */
export { Action, authorise, facilitiesAsked, may, permit, sees } from './policy';
export {
  createIdentity,
  type Credentials,
  type Identity,
  type IdentityDeps,
  type SignedIn,
} from './identity';
export { type Facility, type Principal } from './identity.repository';
export { IdentityResolver } from './identity.resolver';
export { FacilityType, SignInInput, SignInPayload, ViewerType } from './identity.types';
export { hashPassword } from './password';
export { type PatientSession } from './patient-token';
export { createSignInLimiter, type SignInLimiter, type SignInLimits } from './sign-in-limiter';
export { hashToken } from './token';
export { forgetExpiredSessions } from './forget-expired-sessions';
