import { BackendUnavailableError } from '../inference-backend';

/** Why an inference server gave no vectors; stable, for logs and metrics. */
export const ServerFault = {
  /** No connection, or one that broke off. */
  UNREACHABLE: 'INFERENCE_SERVER_UNREACHABLE',
  /** It said that it cannot take more at present (503, 429). */
  BUSY: 'INFERENCE_SERVER_BUSY',
  /** No whole answer within the time that was given. */
  TIMEOUT: 'INFERENCE_SERVER_TIMEOUT',
  /** It answered with an error: a model that was unloaded, a request that it does not take, a failure of its own. */
  REFUSED: 'INFERENCE_SERVER_REFUSED',
  /** It answered, but not what its metadata and the manifest promise. */
  WRONG_ANSWER: 'INFERENCE_SERVER_WRONG_ANSWER',
  /** It answered from another version of the model than the one that was checked. */
  OTHER_MODEL: 'INFERENCE_SERVER_OTHER_MODEL',
} as const;
export type ServerFault = (typeof ServerFault)[keyof typeof ServerFault];

/** With these nobody answers, or nobody who may be believed, whatever the pictures. */
const UNAVAILABLE: ReadonlySet<ServerFault> = new Set([
  ServerFault.UNREACHABLE,
  ServerFault.BUSY,
  ServerFault.TIMEOUT,
  ServerFault.OTHER_MODEL,
]);

/** A server did not do its part with these pictures. Messages tell a status at most, and nothing of a picture. */
class InferenceServerError extends Error {
  override readonly name = 'InferenceServerError';

  constructor(
    readonly code: ServerFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

class InferenceServerUnavailableError extends BackendUnavailableError {
  constructor(
    readonly code: ServerFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What went wrong at the server, as the error that tells the engine whether other pictures would fare better. */
export function serverError(code: ServerFault, message: string, options?: ErrorOptions): Error {
  return UNAVAILABLE.has(code)
    ? new InferenceServerUnavailableError(code, message, options)
    : new InferenceServerError(code, message, options);
}

/** Null for an error that no server is to blame for. */
export function faultOf(error: unknown): ServerFault | null {
  return error instanceof InferenceServerError || error instanceof InferenceServerUnavailableError
    ? error.code
    : null;
}
