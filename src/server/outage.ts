/** How a lost or refused connection looks, whichever client noticed it. */
const OUTAGE_CODES = new Set([
  // Node.js sockets
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Prisma: cannot reach, timed out, closed, pool exhausted, a transaction that got no connection or no answer in time,
  // too many connections
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
]);
/** PostgreSQL: connection exceptions, insufficient resources, server shutting down. */
const OUTAGE_SQLSTATE = /^(08|53|57P0)/;
const OUTAGE_NAMES = new Set([
  // node-redis
  'ClientClosedError',
  'ClientOfflineError',
  'ConnectionTimeoutError',
  'SocketClosedUnexpectedlyError',
  'ReconnectStrategyError',
  'DisconnectsClientError',
  'SocketTimeoutError',
]);
/** What Prisma's driver adapters report instead of a code. */
const OUTAGE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** node-postgres gives these no code. */
const OUTAGE_MESSAGES = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
]);
const MAX_DEPTH = 5;

type Clue = Partial<Record<'code' | 'kind' | 'message' | 'cause' | 'errors' | 'meta', unknown>>;

/** Whether an error, or one that caused it, says that an engine cannot be reached: an outage, not a bug. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, kind, message, cause, errors, meta } = error as Clue;
  const name = (error as { constructor?: { name: string } }).constructor?.name;
  if (typeof code === 'string' && (OUTAGE_CODES.has(code) || OUTAGE_SQLSTATE.test(code))) return true;
  if (typeof kind === 'string' && OUTAGE_KINDS.has(kind)) return true;
  if (typeof message === 'string' && OUTAGE_MESSAGES.has(message)) return true;
  if (name !== undefined && OUTAGE_NAMES.has(name)) return true;
  const causes = [cause, adapterErrorIn(meta), ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return causes.some((one) => isOutage(one, depth + 1));
}

/** Prisma hides what its driver said beside the error, not beneath it. */
function adapterErrorIn(meta: unknown): unknown {
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
    ? meta.driverAdapterError
    : null;
}
