import { GoogleAuth } from 'google-auth-library';
import { err, ok, type Result } from '../../domain';
import { CANCELLED, codeOf, failure, fieldOf, statusFailure } from '../failures';
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
  // A token is of no project. Unless told one, the library runs gcloud and asks another service of Google's for its name.
  const auth = new GoogleAuth({ scopes: CLOUD_PLATFORM, projectId: 'not-asked-for' });
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
  const status = fieldOf(error, 'status');
  if (typeof status === 'number') return failure(statusFailure(status).kind, `token: HTTP ${status}`);
  const code = codeOf(error, '');
  return NETWORK_CODE.test(code)
    ? failure(ModelFailureKind.UNAVAILABLE, `token: ${code}`)
    : failure(ModelFailureKind.REFUSED, NO_CREDENTIALS);
}

/** A credentials file that cannot be read has a code, too: ENOENT is no outage. */
const NETWORK_CODE =
  /^(ECONN|ENETUNREACH|EHOST|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|CERT_|ERR_TLS|DEPTH_ZERO|UNABLE_TO)/;
