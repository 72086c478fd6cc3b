import { jwtVerify, SignJWT } from 'jose';
import { Role, type Viewer } from '../domain';

const ALGORITHM = 'HS256';
const ISSUER = 'patient-advocacy-agent';
/** As long as an idempotency key is kept: a repeated `startSession` must return a token that still works. */
const LIFETIME_SECONDS = 7 * 24 * 60 * 60;

/** What a patient's token says. The session's own expiry is shorter and slides; this one only bounds a lost token. */
export interface PatientSession {
  readonly sessionId: string;
  readonly caseId: string;
  readonly facilityId: string;
  /** The same instant gives the same token: when the session was opened or taken up again. */
  readonly issuedAt: Date;
}

/** Signs a token that is the same, byte for byte, for the same session and instant. */
export function signPatientToken(session: PatientSession, key: Uint8Array): Promise<string> {
  const issuedAtSeconds = Math.floor(session.issuedAt.getTime() / 1000);
  return new SignJWT({ caseId: session.caseId, facilityId: session.facilityId })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setSubject(session.sessionId)
    .setIssuedAt(issuedAtSeconds)
    .setExpirationTime(issuedAtSeconds + LIFETIME_SECONDS)
    .sign(key);
}

export function looksLikePatientToken(token: string): boolean {
  return token.split('.').length === 3;
}

/** The patient whom the token speaks for; null if it is forged, expired or not of this kind. */
export async function readPatientToken(token: string, key: Uint8Array, now: Date): Promise<Viewer | null> {
  const payload = await verified(token, key, now);
  const { sub: id, caseId, facilityId } = payload ?? {};
  if (id === undefined || typeof caseId !== 'string' || typeof facilityId !== 'string') return null;
  return {
    id,
    role: Role.PATIENT,
    displayName: 'Patient',
    facilityIds: [facilityId],
    session: { id, caseId },
  };
}

async function verified(token: string, key: Uint8Array, now: Date) {
  try {
    const options = { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: now };
    return (await jwtVerify(token, key, options)).payload;
  } catch {
    return null;
  }
}
