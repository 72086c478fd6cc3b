import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of the log says about the request that it was written in. */
interface RequestScope {
  readonly requestId: string;
  caseId?: string;
}

const storage = new AsyncLocalStorage<RequestScope>();

/** Runs `work`, and whatever it starts, as part of a request. */
export function inRequest<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId }, work);
}

/** The request on whose behalf this runs; undefined outside of one. */
export function currentRequest(): RequestScope | undefined {
  return storage.getStore();
}

/** From here on, the current request's log lines name the case that it is about. */
export function noteCase(caseId: string): void {
  const scope = storage.getStore();
  if (scope !== undefined) scope.caseId = caseId;
}
