import { randomBytes } from 'node:crypto';
import { type CaseError, CaseErrorCode, err, ok, type Result, type Viewer } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';
import { type Clock } from '../time';
import {
  createIdentityRepository,
  type Facility,
  type Principal,
  type PrincipalRow,
} from './identity.repository';
import { hashPassword, passwordMatches } from './password';
import {
  looksLikePatientToken,
  type PatientSession,
  readPatientToken,
  signPatientToken,
} from './patient-token';
import { type SignInLimiter } from './sign-in-limiter';
import { hashToken, newToken } from './token';

export interface IdentityDeps {
  readonly prisma: PrismaClient;
  /** Signs patients' tokens; 32 bytes derived from the secret key for this purpose alone. */
  readonly patientTokenKey: Uint8Array;
  /** True in development alone: accounts and keys made for demonstration are refused everywhere else. */
  readonly acceptDemoAccounts: boolean;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly signInLimiter: SignInLimiter;
  /** How long a member of staff stays signed in. */
  readonly staffSessionMs: number;
  /** To whoever holds something open by a token. */
  readonly announceSignOut?: (token: string) => void;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly clientAddress: string;
}

export interface SignedIn {
  readonly token: string;
  readonly viewer: Viewer;
  readonly expiresAt: Date;
}

export interface Identity {
  /** Who holds the token; null for nobody. At most one SQL statement, none for a patient's token. */
  authenticate(bearerToken: string | null): Promise<Viewer | null>;
  /** Errors: UNAUTHENTICATED (the same for a wrong password and an unknown e-mail), RATE_LIMITED. */
  signIn(credentials: Credentials): Promise<Result<SignedIn, CaseError>>;
  /** Ends the session of this token for good; false if there was none. */
  signOut(token: string): Promise<boolean>;
  /** The same token for the same session and instant. */
  issuePatientToken(session: PatientSession): Promise<string>;
  /** Batch functions, to be used through the request's loaders: `context.loaders.batch(identity.staffById)`. */
  readonly staffById: (ids: readonly string[]) => Promise<ReadonlyMap<string, Principal>>;
  readonly facilityById: (ids: readonly string[]) => Promise<ReadonlyMap<string, Facility>>;
}

export function createIdentity(deps: IdentityDeps): Identity {
  const repository = createIdentityRepository(deps.prisma);
  const decoyHash = hashPassword(randomBytes(32).toString('base64url'));
  const isAccepted = (row: PrincipalRow): boolean => deps.acceptDemoAccounts || !row.isDemo;

  async function signIn(credentials: Credentials): Promise<Result<SignedIn, CaseError>> {
    const email = credentials.email.trim().toLowerCase();
    const waitSeconds = await deps.signInLimiter.attempt(email, credentials.clientAddress);
    if (waitSeconds !== null) return err(tooManyAttempts(waitSeconds));
    const found = await repository.findStaffByEmail(email);
    const account = found !== null && isAccepted(found) ? found : null;
    const matches = await passwordMatches(
      credentials.password,
      account?.passwordHash ?? null,
      await decoyHash,
    );
    if (account === null || !matches) return err(WRONG_CREDENTIALS);
    await deps.signInLimiter.forget(email, credentials.clientAddress);
    return ok(await openSession(account));
  }

  async function openSession(account: PrincipalRow): Promise<SignedIn> {
    const token = newToken();
    const expiresAt = new Date(deps.clock.now().getTime() + deps.staffSessionMs);
    await repository.openSession({
      id: deps.newId(),
      staffId: account.id,
      tokenHash: hashToken(token),
      expiresAt,
    });
    return { token, viewer: toViewer(account), expiresAt };
  }

  return {
    async authenticate(bearerToken) {
      if (bearerToken === null) return null;
      const now = deps.clock.now();
      if (looksLikePatientToken(bearerToken)) return readPatientToken(bearerToken, deps.patientTokenKey, now);
      const row = await repository.findByTokenHash(hashToken(bearerToken), now);
      return row !== null && isAccepted(row) ? toViewer(row) : null;
    },
    signIn,
    async signOut(token) {
      const wasOpen = await repository.revokeSession(hashToken(token), deps.clock.now());
      deps.announceSignOut?.(token);
      return wasOpen;
    },
    issuePatientToken: (session) => signPatientToken(session, deps.patientTokenKey),
    staffById: repository.staffByIds,
    facilityById: repository.facilitiesByIds,
  };
}

const WRONG_CREDENTIALS: CaseError = {
  code: CaseErrorCode.UNAUTHENTICATED,
  message: 'The e-mail address or the password is wrong.',
};

function tooManyAttempts(retryAfterSeconds: number): CaseError {
  const message = 'Too many attempts to sign in; wait a while.';
  return { code: CaseErrorCode.RATE_LIMITED, message, retryAfterSeconds };
}

function toViewer({
  id,
  role,
  displayName,
  facilityIds,
  pooled = [],
}: Principal & Pick<Viewer, 'pooled'>): Viewer {
  return { id, role, displayName, facilityIds, session: null, ...(pooled.length > 0 && { pooled }) };
}
