import { argon2id, hash, verify } from 'argon2';

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A PHC string: parameters, salt and hash in one. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/**
 * Checks a password; a missing hash (nobody of that e-mail) costs the same time and fails.
 * `decoyHash` is a hash of the same parameters that no password matches.
 */
export async function passwordMatches(
  password: string,
  passwordHash: string | null,
  decoyHash: string,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? decoyHash, password);
  return matches && passwordHash !== null;
}
