import { GoogleAuth } from 'google-auth-library';
import { err, ok, type Result } from '../../domain';
import { CANCELLED, codeOf, failure } from '../failures';
import { APPLICATION_DEFAULT_CREDENTIALS } from '../model-settings';
import { ABORTED, untilAborted } from '../until-aborted';
import { ModelFailureKind, type ModelFailure } from '../wire';

const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';

/** What a request is sent with as `Authorization: Bearer …`; null: nothing. */
export type BearerSource<T extends string | null = string | null> = (
  signal: AbortSignal,
) => Promise<Result<T, ModelFailure>>;

/** The key itself, or a cloud token for `adc`; null where there is no key. */
export function bearerOf(apiKey: string | null): BearerSource {
  return apiKey === null ? () => Promise.resolve(ok(null)) : tokenOf(apiKey);
}

/** The key itself, or a cloud token for `adc`. */
export function tokenOf(apiKey: string): BearerSource<string> {
  if (apiKey === APPLICATION_DEFAULT_CREDENTIALS) return createDefaultCredentials();
  return () => Promise.resolve(ok(apiKey));
}

/**
 * A token by application-default credentials, kept until shortly before it ends. The library takes no signal: a token
 * that comes after the caller has gone is kept for the next one.
 */
function createDefaultCredentials(): BearerSource<string> {
  const auth = new GoogleAuth({ scopes: CLOUD_PLATFORM });
  return async (signal) => {
    try {
      const token = await untilAborted(auth.getAccessToken(), signal);
      if (token === ABORTED) return err(CANCELLED);
      return token ? ok(token) : err(failure(ModelFailureKind.REFUSED, NO_CREDENTIALS));
    } catch (error) {
      return err(tokenFailure(error));
    }
  };
}

const NO_CREDENTIALS = 'no application-default credentials';

/** Who issues tokens may be out of reach, which passes; credentials that are missing or refused stay so. */
function tokenFailure(error: unknown): ModelFailure {
  const status = statusOf(error);
  if (status !== null && status < 500) return failure(ModelFailureKind.REFUSED, `token: HTTP ${status}`);
  if (status !== null) return failure(ModelFailureKind.UNAVAILABLE, `token: HTTP ${status}`);
  const code = codeOf(error, '');
  return code === ''
    ? failure(ModelFailureKind.REFUSED, NO_CREDENTIALS)
    : failure(ModelFailureKind.UNAVAILABLE, `token: ${code}`);
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  return typeof error.status === 'number' ? error.status : null;
}
